/** JSON as nobody should send it. */
import fc from 'fast-check';

/** Texts that mean something to a language, a parser or a database. */
const MEANING = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  'then',
  '\0',
  'a\0b',
  '\ud83d',
  '\ude00\ud83d',
  '',
  ' ',
  '-0',
  'NaN',
  'null',
  '0001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  '-271821-04-20T00:00:00.000Z',
  '9999-12-31',
  '2026-02-30',
  '\ufeff',
  '\u2028',
  '|',
  '****',
);

/** Any text: plain, with halves of surrogate pairs, or one with a meaning somewhere. */
export function anyText(): fc.Arbitrary<string> {
  return fc.oneof(fc.string(), fc.string({unit: 'binary'}), MEANING, halves());
}

function halves(): fc.Arbitrary<string> {
  const units = fc.array(fc.integer({min: 0, max: 0xffff}), {maxLength: 8});
  return units.map((codes) => String.fromCharCode(...codes));
}

const NUMBERS = fc.constantFrom(0, -0, 1, -1, 2 ** 53, -(2 ** 53) - 2, 1e308, 5e-324);

export function anyScalar(): fc.Arbitrary<unknown> {
  return fc.oneof(anyText(), fc.constant(null), fc.boolean(), fc.integer(), fc.double(), NUMBERS);
}

/** Any value that `JSON.parse` can give, with keys that objects have by nature as keys of their own. */
export function anyJson(): fc.Arbitrary<unknown> {
  return anyValue().map(parsed);
}

/** Without what JSON cannot hold, such as NaN and the gaps in a list. */
function parsed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function anyValue(): fc.Arbitrary<unknown> {
  return fc.letrec<{value: unknown}>((tie) => ({
    value: fc.oneof(
      {maxDepth: 4, depthSize: 'small'},
      anyScalar(),
      fc.array(tie('value'), {maxLength: 4}),
      anyObject(tie('value')),
    ),
  })).value;
}

export function anyObject(values: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc
    .array(fc.tuple(anyText(), values), {maxLength: 5})
    .map((entries): object => Object.fromEntries(entries));
}

/** Places of a value: every field of every object and every item of every list. */
type Path = (string | number)[];

function placesIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, item]) => placesIn(item, [...at, key]));
  return [at, ...inner];
}

/** A valid value with a few of its places taken by anything, left out, or doubled. */
export function mutated(valid: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(valid).filter((path) => path.length > 0);
  const change = fc.record({
    place: fc.constantFrom(...places),
    how: fc.constantFrom('replace', 'leave out', 'add'),
    value: anyJson(),
    key: anyText(),
  });
  return fc.array(change, {minLength: 1, maxLength: 3}).map((changes) => {
    const copy = structuredClone(valid);
    for (const {place, how, value, key} of changes) {
      const holder = place
        .slice(0, -1)
        .reduce<unknown>((inner, step) => stepInto(inner, step), copy);
      if (typeof holder !== 'object' || holder === null) continue;
      if (how === 'leave out') Reflect.deleteProperty(holder, place.at(-1)!);
      else define(holder, how === 'add' ? key : place.at(-1)!, value);
    }
    return parsed(copy);
  });
}

function stepInto(value: unknown, step: string | number): unknown {
  const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
  return isHolder ? (value as Record<string, unknown>)[step] : undefined;
}

/** Unlike an assignment, this takes `__proto__` for a key, as `JSON.parse` does. */
function define(holder: object, key: string | number, value: unknown): void {
  if (Array.isArray(holder) && key === 'length') return;
  Reflect.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
