import {Domains} from '../../src/read/domains';

describe('who belongs to contoso.com', () => {
  const domains = new Domains(['contoso.com', 'x.org']);

  test.each([
    'ann@contoso.com',
    'ANN@CONTOSO.COM',
    'ann@Contoso.Com',
    "o'neil@x.org",
    '@contoso.com',
    'ann_fabrikam.com#EXT#@contoso.com',
    'ann@evil@contoso.com',
  ])('%s does', (name) => {
    expect(domains.has(name)).toBe(true);
  });

  test.each([
    'ann@notcontoso.com',
    'ann@emea.contoso.com',
    'ann@contoso.com.evil.org',
    'ann@contoso.co',
    'ann@contoso.comx',
    'contoso.com',
    'ann.contoso.com',
    'ann@contoso.com ',
    'ann_contoso.com#EXT#@fabrikam.com',
    '',
    null,
    undefined,
    5,
    {},
  ])('%j does not', (name) => {
    expect(domains.has(name)).toBe(false);
  });
});

describe('to * belongs', () => {
  test.each(['ann@contoso.com', '', null, undefined])('%j', (name) => {
    expect(new Domains(['*']).has(name)).toBe(true);
  });
});

describe('the filters for Graph', () => {
  test('name each domain', () => {
    expect(new Domains(['a.com', 'b.com']).filters('userPrincipalName')).toEqual([
      "endsWith(userPrincipalName,'@a.com') or endsWith(userPrincipalName,'@b.com')",
    ]);
  });

  test('are none for everyone', () => {
    expect(new Domains(['*']).filters('userPrincipalName')).toEqual([undefined]);
  });

  test.each([
    [1, [1]],
    [15, [15]],
    [16, [15, 1]],
    [31, [15, 15, 1]],
  ])('of %d domains have %j of them', (count, sizes) => {
    const names = Array.from({length: count}, (_, index) => `d${index}.com`);
    const filters = new Domains(names).filters('upn').map(String);
    expect(filters.map((filter) => filter.split(' or ').length)).toEqual(sizes);
    expect(filters.join(' or ')).toBe(names.map((name) => `endsWith(upn,'@${name}')`).join(' or '));
  });
});
