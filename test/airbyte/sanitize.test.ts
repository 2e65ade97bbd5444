import {escapeLineSeparators} from '../../src/airbyte/sanitize';

/** Where Python's `splitlines` breaks a text. */
const EVERY_LINE_END = '\n\v\f\r\x1c\x1d\x1e\u0085\u2028\u2029';

test('no character that anybody takes for a line end is left in a line', () => {
  const line = escapeLineSeparators(JSON.stringify({[EVERY_LINE_END]: `a${EVERY_LINE_END}z`}));
  for (const lineEnd of EVERY_LINE_END) expect(line).not.toContain(lineEnd);
  expect(JSON.parse(line)).toEqual({[EVERY_LINE_END]: `a${EVERY_LINE_END}z`});
});

test('every other text is as JSON.stringify writes it', () => {
  const value = {
    name: 'Zoë "Z" \\u2028 \ud83d\ude00 \u2027\u202a',
    none: null,
    list: [1, 2.5, true],
  };
  expect(escapeLineSeparators(JSON.stringify(value))).toBe(JSON.stringify(value));
});
