/** Replaces in rows what their schema says of people. */
import {rowTextOf} from '../copied-row';
import {personalKindOf} from '../streams/personal-data';
import type {PersonalKind} from '../streams/personal-data';
import {isRow} from '../streams/row';
import type {Row, Stream, StreamSchema} from '../streams/stream';
import type {Pseudonyms} from './pseudonyms';

/** How an id of a row shows what it is made of. */
export interface ShownKeys {
  /** @param field of the schema that the part comes from. */
  part(field: string, text: string): string;
  /** Of what tells rows of one key apart. */
  digest(text: string): string;
}

type Replace = (value: unknown) => unknown;

/** The fields of a stream that are replaced. */
export class RowPseudonymizer {
  private readonly replacements: readonly (readonly [field: string, replace: Replace])[];
  private readonly rowId: ((row: Row) => string) | undefined;
  /** For ids that are made of values of a row. */
  readonly keys: ShownKeys;

  private constructor(
    {definition, schema}: Stream,
    readonly pseudonyms: Pseudonyms,
  ) {
    const replacements = replacementsIn(schema.properties, pseudonyms);
    this.keys = keysBy(new Map(replacements), pseudonyms);
    // Made of other values, and so of their pseudonyms.
    if (definition.report || definition.rowId) replacements.delete('id');
    this.replacements = [...replacements];
    this.rowId = definition.rowId;
  }

  /** @returns undefined for a stream that says nothing of people. */
  static for(stream: Stream, pseudonyms: Pseudonyms | undefined): RowPseudonymizer | undefined {
    return pseudonyms && tellsOfPeople(stream.schema)
      ? new RowPseudonymizer(stream, pseudonyms)
      : undefined;
  }

  /** In place: nothing else holds the rows when they are emitted. */
  apply(row: Row): void {
    // Written as it came, it would tell all that it says.
    if (rowTextOf(row)) throw new Error('A row with personal data must not be copied.');
    for (const [field, replace] of this.replacements) {
      const value = row[field];
      // A tombstone has few fields.
      if (value !== undefined && value !== null) row[field] = replace(value);
    }
    if (this.rowId) row['id'] = this.rowId(row);
  }
}

/** Of a field that is emptied, an id still shows that values differ. */
function keysBy(replacements: ReadonlyMap<string, Replace>, pseudonyms: Pseudonyms): ShownKeys {
  return {
    part: (field, text) => {
      const shown = replacements.get(field)?.(text);
      if (typeof shown === 'string') return shown;
      return replacements.has(field) ? pseudonyms.ofId(text) : text;
    },
    digest: (text) => pseudonyms.digest(text),
  };
}

/** Whether any field says something of a person. */
function tellsOfPeople({properties}: Pick<StreamSchema, 'properties'>): boolean {
  return Object.entries(properties).some(([name, property]) => {
    const inner = innerOf(property);
    return (
      personalKindOf(property, name) !== 'none' || (inner && tellsOfPeople({properties: inner}))
    );
  });
}

type Properties = StreamSchema['properties'];

/** The properties of an object, or of the objects in a list; undefined where none are declared. */
function innerOf(property: Row): Properties | undefined {
  const items = property['items'] as Row | undefined;
  return (property['properties'] ?? items?.['properties']) as Properties | undefined;
}

function replacementsIn(properties: Properties, pseudonyms: Pseudonyms): Map<string, Replace> {
  const replacements = new Map<string, Replace>();
  for (const [name, property] of Object.entries(properties)) {
    const replace = replacementOf(name, property, pseudonyms);
    if (replace) replacements.set(name, replace);
  }
  return replacements;
}

function replacementOf(name: string, property: Row, pseudonyms: Pseudonyms): Replace | undefined {
  const byKind: Record<Exclude<PersonalKind, 'none'>, Replace> = {
    id: eachText((text) => pseudonyms.ofId(text)),
    address: eachText((text) => pseudonyms.ofAddress(text)),
    name: () => null,
    free_text: () => null,
    device: () => null,
  };
  const kind = personalKindOf(property, name);
  if (kind !== 'none') return byKind[kind];
  const inner = innerOf(property);
  return inner && withinObjects(inner, pseudonyms);
}

/** Of a value that is neither a text nor a number nobody knows what it says. */
function eachText(replace: (text: string) => string): Replace {
  const each = (value: unknown): unknown => {
    if (typeof value === 'string') return replace(value);
    if (typeof value === 'number') return replace(String(value));
    return Array.isArray(value) ? value.map(each) : null;
  };
  return each;
}

/** A property that the schema does not declare can say anything, so it is left out. */
function withinObjects(properties: Properties, pseudonyms: Pseudonyms): Replace {
  const replacements = replacementsIn(properties, pseudonyms);
  const isDeclared = (name: string): boolean => Object.hasOwn(properties, name);
  const replaceIn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replaceIn);
    if (!isRow(value)) return value;
    // Most objects stay as they are.
    if (replacements.size === 0 && Object.keys(value).every(isDeclared)) return value;
    const entries = Object.entries(value).filter(([name]) => isDeclared(name));
    return Object.fromEntries(
      entries.map(([name, inner]) => {
        const replace = inner === null ? undefined : replacements.get(name);
        return [name, replace ? replace(inner) : inner];
      }),
    );
  };
  return replaceIn;
}
