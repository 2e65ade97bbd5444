import {Redactor} from '../../src/airbyte/redactor';

function redactorFor(...secrets: string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor;
}

describe('a secret is masked in every spelling', () => {
  const secret = 'aB~8/ü+"c\\d%2&e f';

  test.each([
    ['as it is', secret],
    ['URL-encoded', 'aB~8%2F%C3%BC%2B%22c%5Cd%252%26e%20f'],
    ['URL-encoded in lower case', 'aB~8%2f%c3%bc%2b%22c%5cd%252%26e%20f'],
    ['form-encoded', 'aB%7E8%2F%C3%BC%2B%22c%5Cd%252%26e+f'],
    ['form-encoded in lower case', 'aB%7e8%2f%c3%bc%2b%22c%5cd%252%26e+f'],
    ['JSON-escaped', 'aB~8/ü+\\"c\\\\d%2&e f'],
    ['JSON-escaped and URL-encoded', 'aB~8%2F%C3%BC%2B%5C%22c%5C%5Cd%252%26e%20f'],
    ['JSON-escaped and form-encoded', 'aB%7E8%2F%C3%BC%2B%5C%22c%5C%5Cd%252%26e+f'],
  ])('%s', (_spelling, text) => {
    const redactor = redactorFor(secret);
    expect(redactor.redact(`before ${text} after`)).toBe('before **** after');
  });
});

describe('characters with a meaning elsewhere are masked like any other', () => {
  test.each([
    ['quotes', 'a"b"c\'d'],
    ['backslashes', 'a\\b\\\\c'],
    ['plus signs', 'a+b++c'],
    ['percent signs', '100%25%'],
    ['dollar signs of a replacement pattern', "$&$1$'$`"],
    ['signs of a regular expression', '.*+?^${}()|[]'],
    ['a line break', 'ab\ncd'],
    ['an emoji', 'pass🔑word'],
    ['half a surrogate pair', 'pass\ud83dword'],
    ['asterisks', '**********'],
  ])('%s', (_kind, secret) => {
    const redactor = redactorFor(secret);
    const text = `[${secret}] ${encodeURIComponent('ok')} [${JSON.stringify({secret})}]`;
    expect(redactor.redact(text)).toBe('[****] ok [{"secret":"****"}]');
  });

  test('an emoji is also masked where it is URL-encoded', () => {
    const redactor = redactorFor('pass🔑word');
    expect(redactor.redact('?p=pass%F0%9F%94%91word')).toBe('?p=****');
  });

  test('half a surrogate pair is also masked as the replacement character', () => {
    const redactor = redactorFor('pass\ud83dword');
    expect(redactor.redact('?p=pass%EF%BF%BDword')).toBe('?p=****');
  });
});

describe('which values are masked', () => {
  test('the longest of overlapping secrets goes first', () => {
    const redactor = redactorFor('secret', 'secret-and-more', 'and-more');
    expect(redactor.redact('secret-and-more, secret, and-more')).toBe('****, ****, ****');
  });

  test.each([
    [
      'the end of one is the beginning of another',
      ['alpha-beta', 'beta-gamma'],
      'alpha-beta-gamma',
    ],
    ['the shorter one comes first', ['ab-cd', 'cd-long-one'], 'ab-cd-long-one'],
    ['one overlaps itself', ['abab'], 'ababab'],
    ['one lies inside another', ['outer-inner-outer', 'inner'], 'outer-inner-outer'],
  ])('nothing of secrets that overlap stays visible: %s', (_what, secrets, text) => {
    expect(redactorFor(...secrets).redact(`<${text}>`)).toBe('<****>');
    expect(redactorFor(...secrets.reverse()).redact(`<${text}>`)).toBe('<****>');
  });

  test('every occurrence is masked', () => {
    expect(redactorFor('s3cret').redact('s3crets3cret s3cret')).toBe('******** ****');
  });

  test.each(['', 'a', 'abc'])('the short value %j is left alone', (value) => {
    expect(redactorFor(value).redact('abcabc a')).toBe('abcabc a');
  });

  test('four characters are a secret', () => {
    expect(redactorFor('abcd').redact('abcd')).toBe('****');
  });

  test('a secret is known from when it was added', () => {
    const redactor = redactorFor();
    expect(redactor.redact('s3cret')).toBe('s3cret');
    redactor.add('s3cret');
    redactor.add('s3cret');
    expect(redactor.redact('s3cret')).toBe('****');
  });
});
