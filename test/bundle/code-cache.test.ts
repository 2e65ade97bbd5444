import {checkedData, withDescription} from '../../bundle/code-cache';

const CODE = Buffer.from('f(1)');
const DATA = Buffer.from([1, 2, 3, 10, 255]);
const FILE = withDescription(CODE, DATA);

/** The file with other text in its last line, of the same length or not. */
function saying(now: string, instead: string): Buffer {
  const text = FILE.toString('latin1');
  expect(text.split(now)).toHaveLength(2);
  return Buffer.from(text.replace(now, instead), 'latin1');
}

test('the data of a cache is taken for the code that it was made for', () => {
  expect(checkedData(CODE, FILE)).toEqual(DATA);
});

const {version, arch, platform} = process;

test.each<[string, Buffer, Buffer]>([
  ['other code of the same length', Buffer.from('f(2)'), FILE],
  ['longer code', Buffer.from('f(1) '), FILE],
  ['a damaged byte of its data', CODE, saying('\x02', '\x03')],
  ['a byte too much', CODE, Buffer.concat([Buffer.from([0]), FILE])],
  ['an end that is missing', CODE, FILE.subarray(0, -1)],
  ['a beginning that is missing', CODE, FILE.subarray(1)],
  ['no content', CODE, Buffer.alloc(0)],
  ['another Node.js', CODE, saying(version, `${version.slice(0, -1)}x`)],
  ['another Node.js with a longer version', CODE, saying(version, `${version}0`)],
  ['another processor', CODE, saying(` ${arch} `, arch === 'x64' ? ' arm64 ' : ' x64 ')],
  ['another platform', CODE, saying(` ${platform} `, ' sunos ')],
])('a cache is not taken with %s', (_, code, file) => {
  expect(checkedData(code, file)).toBeUndefined();
});
