import {loadStreams} from '../../src/streams/load';
import {
  PERSONAL,
  PERSONAL_KINDS,
  pathsOfKind,
  personalKindOf,
  propertiesOf,
} from '../../src/streams/personal-data';
import type {Row, Stream, StreamSchema} from '../../src/streams/stream';

/** Every object below a schema that stands for a property, found without knowing its keywords. */
function judgedPlaces(value: unknown, isProperties = false): Row[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Row).flatMap(([key, inner]) => [
    ...(isProperties ? [inner as Row] : []),
    ...judgedPlaces(inner, !isProperties && key === 'properties'),
  ]);
}

/** Names of fields that say who somebody is, or tell of somebody what identifies, wherever they stand. */
const TELLING =
  /principalName$|mails?$|address|^(given|sur|sam)|displayName$|phones?$|^(user|owner|employee|manager|identityParent)_?id$|immutableId|siteUrl|nickname|samAccount|jobTitle|other_columns|alias|deviceName/i;

/** They name tenants, groups and networks, or kinds of devices. */
const NOT_OF_PEOPLE =
  /^((group|network|tenant)DisplayName|sharedChannelTenantDisplayNames|used\w+Phone)$/;

function nameOf({definition}: Stream): string {
  return definition.name;
}

test('every property of every stream is judged, at every depth', async () => {
  for (const stream of await loadStreams()) {
    const judged = judgedPlaces(stream.schema).map((property) => property[PERSONAL]);
    const kinds: readonly unknown[] = PERSONAL_KINDS;
    const unknown = judged.filter((kind) => !kinds.includes(kind));
    expect([nameOf(stream), judged.length > 0, unknown]).toEqual([nameOf(stream), true, []]);
    expect(propertiesOf(stream.schema)).toHaveLength(judged.length);
  }
});

test('a field whose name tells of a person is not judged as telling nothing', async () => {
  for (const stream of await loadStreams()) {
    if (stream.definition.domainFilter.kind === 'tenant_wide') continue;
    const untold = pathsOfKind(stream.schema, ['none'])
      .map((path) => path.split('.').at(-1)!)
      .filter((field) => TELLING.test(field) && !NOT_OF_PEOPLE.test(field));
    expect([nameOf(stream), untold]).toEqual([nameOf(stream), []]);
  }
});

test('what the domain filter looks at is the address of a person', async () => {
  for (const {definition, schema} of await loadStreams()) {
    const {domainFilter} = definition;
    if (domainFilter.kind === 'tenant_wide') continue;
    const kind = personalKindOf(schema.properties[domainFilter.field]!, domainFilter.field);
    expect([definition.name, kind]).toEqual([definition.name, 'address']);
  }
});

test('a report has an id of a person exactly where its key names one', async () => {
  for (const {definition, schema} of await loadStreams()) {
    if (!definition.report) continue;
    const key = definition.report.naturalKey.flat().filter((field) => field in schema.properties);
    const isPersonal = key.some(
      (field) => personalKindOf(schema.properties[field]!, field) !== 'none',
    );
    const expected = isPersonal ? 'id' : 'none';
    expect([definition.name, schema.properties['id']![PERSONAL]]).toEqual([
      definition.name,
      expected,
    ]);
  }
});

test.each([
  ['without the keyword', {type: 'string'}],
  ['with a kind that is not known', {type: 'string', [PERSONAL]: 'phone'}],
  ['with another type of value', {type: 'string', [PERSONAL]: null}],
])('a property %s is an error, never taken for nothing', (_what, property) => {
  const schema = {
    properties: {inner: {type: 'object', [PERSONAL]: 'none', properties: {it: property}}},
  };
  expect(() => pathsOfKind(schema as unknown as StreamSchema, ['none'])).toThrow(/inner\.it/);
});
