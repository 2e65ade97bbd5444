/** JSON in the spellings that the grammar allows and `JSON.stringify` does not use. */
import fc from 'fast-check';

/** Whether a place is spelled in an unusual way, which so many of a hundred are. */
type Unusual = (percent: number) => boolean;

/** A text that `JSON.parse` turns into the value, but for members that stand there twice. */
export function spelled(value: unknown): fc.Arbitrary<string> {
  return fc.infiniteStream(fc.nat({max: 99})).map((choices) => {
    const unusual: Unusual = (percent) => choices.next().value < percent;
    return spell(value, unusual);
  });
}

function spell(value: unknown, unusual: Unusual): string {
  if (typeof value === 'string') return spellText(value, unusual);
  if (typeof value === 'number') return spellNumber(value, unusual);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => spell(item, unusual)).join()}]`;
  const members = Object.entries(value).flatMap(([name, inner]) => {
    const member = `${spellText(name, unusual)}:${spell(inner, unusual)}`;
    return unusual(1) ? [`${spellText(name, unusual)}:0`, member] : [member];
  });
  return `{${members.join(unusual(1) ? ' ,\n' : ',')}}`;
}

function spellText(text: string, unusual: Unusual): string {
  const isEscaped = unusual(4);
  const units = text.split('').map((unit) => {
    if (isEscaped && unusual(50)) return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    if (unit === '/' && isEscaped) return '\\/';
    return JSON.stringify(unit).slice(1, -1);
  });
  return `"${units.join('')}"`;
}

function spellNumber(value: number, unusual: Unusual): string {
  if (Object.is(value, -0)) return '-0';
  const plain = JSON.stringify(value);
  return Number.isInteger(value) && !plain.includes('e') && unusual(10) ? `${plain}.0e0` : plain;
}
