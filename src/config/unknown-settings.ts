/** Settings that the form does not have, and which known one is probably meant. */
import {foreignName, listOf, message} from '../message-text';
import type {MessageText} from '../message-text';
import {withoutSecrets} from './shown-value';
import {chosenBranch} from './spec';
import type {JsonSchema} from './spec';

/** More names in one message help nobody. */
const MAX_NAMED_SETTINGS = 10;
const MAX_NAME_LENGTH = 100;

interface UnknownSetting {
  /** Of the object that holds it; empty at the top. */
  path: string;
  key: string;
}

/**
 * Settings that the schema does not have. The schema cannot forbid them itself: the platform refuses
 * a schema that does. Of a `oneOf` only the branch counts that the settings choose.
 * @returns parts of sentences, such as "the setting domain is not known (did you mean domains?)".
 */
export function unknownSettings(schema: JsonSchema, settings: unknown): MessageText[] {
  const unknown = unknownIn(schema, settings, '');
  const known = knownPaths(schema, settings, '');
  const meant = unknown.map((one) => ({...one, suggestion: suggestionFor(one, known)}));
  const guessed = meant.flatMap(({path, key, suggestion}) =>
    suggestion
      ? [
          message`the setting ${foreignName(nameOf(path, key))} is not known (did you mean ${suggestion}?)`,
        ]
      : [],
  );
  const others = meant.filter(({suggestion}) => suggestion === undefined);
  const paths = [...new Set(others.map(({path}) => path))];
  return [
    ...limited(guessed),
    ...paths.map((path) =>
      listUnknown(
        path,
        others.filter((one) => one.path === path),
        known,
      ),
    ),
  ];
}

function limited(sentences: MessageText[]): MessageText[] {
  const more = sentences.length - MAX_NAMED_SETTINGS;
  if (more <= 0) return sentences;
  return [...sentences.slice(0, MAX_NAMED_SETTINGS), message`${more} more settings are not known`];
}

function listUnknown(
  path: string,
  unknown: UnknownSetting[],
  known: readonly string[],
): MessageText {
  const all = listOf(unknown.map(({key}) => nameOf(path, key)));
  const subject =
    unknown.length === 1 ? message`the setting ${all} is` : message`the settings ${all} are`;
  const here = known.flatMap((one) => keyIn(path, one) ?? []);
  return message`${subject} not known; known ${path ? `in ${path} ` : ''}are: ${here.join(', ')}`;
}

/** The last part of a path, where the object at `path` holds it; undefined elsewhere. */
function keyIn(path: string, known: string): string | undefined {
  const prefix = path ? `${path}.` : '';
  const key = known.startsWith(prefix) ? known.slice(prefix.length) : '';
  return key === '' || key.includes('.') ? undefined : key;
}

function nameOf(path: string, key: string): string {
  return withoutSecrets(path ? `${path}.${key}` : key);
}

function unknownIn(schema: JsonSchema, settings: unknown, path: string): UnknownSetting[] {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return [];
  const known = knownIn(schema, settings);
  return Object.entries(settings).flatMap(([key, value]) => {
    const property = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!property) return [{path, key}];
    // An object in the place of a text is an error of its own.
    const isObject = property.properties !== undefined || property.oneOf !== undefined;
    return isObject ? unknownIn(property, value, path ? `${path}.${key}` : key) : [];
  });
}

/** The paths of all settings, of a `oneOf` those of the chosen branch. */
function knownPaths(schema: JsonSchema, settings: unknown, path: string): string[] {
  return Object.entries(knownIn(schema, settings)).flatMap(([key, property]) => {
    const name = path ? `${path}.${key}` : key;
    const value = (settings as Record<string, unknown> | null | undefined)?.[key];
    return [name, ...knownPaths(property, value, name)];
  });
}

function knownIn(
  {properties, oneOf = []}: JsonSchema,
  settings: unknown,
): Record<string, JsonSchema> {
  const chosen = chosenBranch(oneOf, settings);
  const branches = chosen ? [chosen] : oneOf;
  return Object.assign({}, properties, ...branches.map((branch) => branch.properties)) as Record<
    string,
    JsonSchema
  >;
}

/** What the Azure portal and other tools call a setting. */
const SYNONYMS: Record<string, string> = {
  directoryid: 'tenant_id',
  directorytenantid: 'tenant_id',
  applicationid: 'client_id',
  applicationclientid: 'client_id',
  appid: 'client_id',
  password: 'credentials.client_secret',
  authentication: 'credentials',
  auth: 'credentials',
  region: 'cloud',
  environment: 'cloud',
  concurrency: 'num_workers',
};

/** What other tools put before the names of settings. */
const PREFIXES = /^(azure|arm|aad|entra|msgraph|m365|o365)/;

/** Shorter names have too many neighbours. */
const MIN_COMPARED_LENGTH = 5;

/** Two letters that changed places are two edits. */
const MAX_DISTANCE = 3;

/** The nearest known setting, in the same object before others; undefined where none is near. */
function suggestionFor({path, key}: UnknownSetting, known: readonly string[]): string | undefined {
  const name = folded(key.slice(0, MAX_NAME_LENGTH)).replace(PREFIXES, '');
  const synonym = Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : undefined;
  if (synonym !== undefined && known.includes(synonym)) return synonym;
  const nearby = Math.min(MAX_DISTANCE, name.length / 2);
  const near = known.map((one) => ({
    one,
    isElsewhere: keyIn(path, one) === undefined,
    distance: distanceOf(name, folded(one.split('.').at(-1)!)),
  }));
  const [best] = near
    .filter(({isElsewhere, distance}) => distance <= (isElsewhere ? 0 : nearby))
    .sort((a, b) => Number(a.isElsewhere) - Number(b.isElsewhere) || a.distance - b.distance);
  return best?.one;
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Edits between two names; one that is a part of the other counts as one edit. */
function distanceOf(a: string, b: string): number {
  if (a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < MIN_COMPARED_LENGTH) return Infinity;
  if (long.includes(short)) return 1 + (long.length - short.length) / 100;
  return editDistance(a, b);
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1)!;
}
