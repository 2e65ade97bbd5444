/** The result of a verification: figures and shapes of every stream, and nothing of a person. */
import {matchColumns} from '../src/streams/report-columns';
import type {Stream} from '../src/streams/stream';
import {ASSUMPTIONS} from './assumptions';
import type {Answer} from './assumptions';
import type {Exchange} from './exchange';
import type {PropertyShape, PropertyShapes} from './property-shapes';
import type {StreamRead} from './stream-read';

/** Requests to one endpoint that were answered in one way. */
export interface EndpointFigures {
  endpoint: string;
  query: string[];
  status: number;
  code?: string;
  requests: number;
  slowestMs: number;
  /** Least and most rows of a page. */
  pageRows?: [least: number, most: number];
}

export interface UnknownProperty extends Pick<PropertyShape, 'types' | 'undocumentedValues'> {
  name: string;
}

export interface ReadFigures extends Omit<StreamRead, 'exchanges' | 'lastState'> {
  requests: number;
  /** Requests that were not answered with a success. */
  failedRequests: number;
  endpoints: EndpointFigures[];
  limitHeaders: Record<string, string[]>;
  unknownProperties: UnknownProperty[];
  unknownColumns: string[];
}

export interface Verification {
  connectorVersion: string;
  nodeVersion: string;
  /** YYYY-MM-DD. */
  day: string;
  cloud: string;
  usersCounted: number | null;
  streams: Record<string, ReadFigures[]>;
  assumptions: ({id: string; question: string; because: string} & Answer)[];
}

export interface VerificationParts extends Pick<
  Verification,
  'connectorVersion' | 'nodeVersion' | 'day' | 'cloud'
> {
  usersCounted: number | undefined;
  streams: readonly Stream[];
  reads: ReadonlyMap<string, readonly StreamRead[]>;
}

export function verificationOf(parts: VerificationParts): Verification {
  const {usersCounted, streams, reads, ...rest} = parts;
  const byName = new Map(streams.map((stream) => [stream.definition.name, stream]));
  const figures = [...reads].map(([name, own]): [string, ReadFigures[]] => [
    name,
    own.map((read) => readFigures(read, byName.get(name))),
  ]);
  return {
    ...rest,
    usersCounted: usersCounted ?? null,
    streams: Object.fromEntries(figures),
    assumptions: ASSUMPTIONS.map(({answer, ...assumption}) => ({...assumption, ...answer(reads)})),
  };
}

function readFigures(read: StreamRead, stream: Stream | undefined): ReadFigures {
  const {mode, status, seconds, rows, states, warnings, refusals, exchanges} = read;
  return {
    ...{mode, status, seconds, rows, states, warnings, refusals},
    requests: exchanges.length,
    failedRequests: exchanges.filter(({status}) => status >= 400).length,
    endpoints: endpointFigures(exchanges),
    limitHeaders: limitHeaders(exchanges),
    unknownProperties: stream ? unknownProperties(exchanges, stream) : [],
    unknownColumns: stream ? unknownColumns(exchanges, stream) : [],
  };
}

function endpointFigures(exchanges: readonly Exchange[]): EndpointFigures[] {
  const groups = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const {endpoint, query, status, code} = exchange;
    const key = JSON.stringify([endpoint, query, status, code]);
    groups.set(key, [...(groups.get(key) ?? []), exchange]);
  }
  return [...groups.values()].map(figuresOf);
}

function figuresOf(exchanges: Exchange[]): EndpointFigures {
  const {endpoint, query, status, code} = exchanges[0]!;
  const rows = exchanges.flatMap((one) => one.rows ?? []);
  return {
    endpoint,
    query,
    status,
    ...(code !== undefined && {code}),
    requests: exchanges.length,
    slowestMs: Math.max(...exchanges.map(({milliseconds}) => milliseconds)),
    ...(rows.length > 0 && {pageRows: [Math.min(...rows), Math.max(...rows)]}),
  };
}

function limitHeaders(exchanges: readonly Exchange[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const {status, headers} of exchanges) {
    for (const [name, value] of Object.entries(headers)) {
      const key = `${status} ${name}`;
      const values = (found[key] ??= []);
      if (!values.includes(value) && values.length < 20) values.push(value);
    }
  }
  return found;
}

/** Properties that Graph sent beside those of the schema, and known ones with new values. */
function unknownProperties(
  exchanges: readonly Exchange[],
  {definition, schema}: Stream,
): UnknownProperty[] {
  const selected = Array.isArray(definition.select) ? (definition.select as string[]) : [];
  const known = new Set([...Object.keys(schema.properties), ...selected]);
  const found = new Map<string, UnknownProperty>();
  for (const {kind, status, properties} of exchanges) {
    if (kind !== 'graph' || status >= 400) continue;
    for (const property of newIn(properties ?? {}, known)) found.set(property.name, property);
  }
  return [...found.values()];
}

function newIn(shapes: PropertyShapes, known: ReadonlySet<string>): UnknownProperty[] {
  return Object.entries(shapes).flatMap(([name, {types, undocumentedValues}]) => {
    const isTop = !/[.[]/.test(name);
    const isUnknown = isTop && !name.startsWith('@') && !known.has(name);
    if (!isUnknown && !undocumentedValues) return [];
    return [{name, types, ...(undocumentedValues && {undocumentedValues})}];
  });
}

function unknownColumns(exchanges: readonly Exchange[], {schema}: Stream): string[] {
  const headers = exchanges.flatMap(({csv}) => (csv ? [csv.columns] : []));
  const unknown = headers.flatMap((columns) =>
    matchColumns(columns, schema)
      .filter(({field}) => field === undefined)
      .map(({header}) => header),
  );
  return [...new Set(unknown)];
}
