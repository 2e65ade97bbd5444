import {loadStreams} from '../../src/streams/load';
import type {Stream} from '../../src/streams/stream';
import {codeBlocks, readPage} from './markdown';

interface Edge {
  parent: string;
  child: string;
  label: string;
}

interface Attribute {
  entity: string;
  type: string;
  field: string;
}

const [diagram = ''] = codeBlocks(readPage('docs/data-model.md'), 'mermaid');

/** Entities that stand for many streams, and which. */
const GROUPS: Record<string, (joins: string) => boolean> = {
  usage_reports: (joins) =>
    /^`lower\(userPrincipalName\)`/.test(joins) && !/where names/.test(joins),
  storage_reports: (joins) => joins.startsWith('`lower(ownerPrincipalName)`'),
  teams_user_activity: (joins) =>
    joins.endsWith('`userId` = `id` of `users`, where names are shown'),
};

const edges: Edge[] = [...diagram.matchAll(/^ *(\w+) [|{}o]+--[|{}o]+ (\w+) : "(.*)"$/gm)].map(
  ([, parent, child, label]) => ({parent: parent!, child: child!, label: label!}),
);

function attributes(): Attribute[] {
  return [...diagram.matchAll(/^ *(\w+) \{\n([^}]*)\}/gm)].flatMap(([, entity, lines]) =>
    [...lines!.matchAll(/^ *(\w+) (\w+)/gm)].map(([, type, field]) => ({
      entity: entity!,
      type: type!,
      field: field!,
    })),
  );
}

function standingFor(entity: string, streams: Stream[]): Stream[] {
  const belongs = GROUPS[entity];
  return streams.filter(({definition}) =>
    belongs ? belongs(definition.joins) : definition.name === entity,
  );
}

/** Both fields of the label and the stream at the other end stand in what either stream says. */
function isSaidBy({definition}: Stream, {parent, child, label}: Edge): boolean {
  const fields = label.replace(/is one of|begins|=/g, ' ').split(/\s+/);
  const other = definition.name === parent ? child : parent;
  return [...fields, other].every((word) => new RegExp(`\\b${word}\\b`).test(definition.joins));
}

test('every box of the diagram of the data model stands for a stream that exists', async () => {
  const streams = await loadStreams();
  const boxes = edges.flatMap(({parent, child}) => [parent, child]);
  const shown = [...boxes, ...attributes().map(({entity}) => entity)];
  expect(boxes.length).toBeGreaterThan(10);
  expect(shown.filter((entity) => standingFor(entity, streams).length === 0)).toEqual([]);
});

test('every line of the diagram is a join that the definitions name', async () => {
  const streams = await loadStreams();
  const isSaid = (edge: Edge): boolean => {
    const says = (stream: Stream): boolean => isSaidBy(stream, edge);
    const children = standingFor(edge.child, streams);
    return children.every(says) || standingFor(edge.parent, streams).some(says);
  };
  expect(edges.filter((edge) => !isSaid(edge))).toEqual([]);
});

test('the fields in the diagram exist and have that type', async () => {
  const streams = await loadStreams();
  const wrong = attributes().filter(({entity, type, field}) => {
    const schema = streams.find(({definition}) => definition.name === entity)?.schema;
    const property = schema?.properties[field];
    const types = [property?.['type']].flat();
    return !(type === 'timestamp' ? property?.['format'] === 'date-time' : types.includes(type));
  });
  expect(attributes().length).toBeGreaterThan(15);
  expect(wrong).toEqual([]);
});
