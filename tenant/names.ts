/** Sample values for the generator, among them names that break CSV, SQL and terminals. */

export const GIVEN_NAMES = [
  'Ana',
  'Björn',
  'Chloé',
  'Dmitri',
  'Éloïse',
  'Fatima',
  'Gülsüm',
  'Håkan',
  'Íñigo',
  'José',
  'Jürgen',
  'Łukasz',
  'Mei-Ling',
  'Nguyễn',
  'Ólafur',
  'Priya',
  'Renée',
  'Søren',
  'Tomáš',
  'Zoë',
  'Seán',
  'Yuki',
  'Omar',
  'Grace',
];

export const SURNAMES = [
  'Almeida',
  "O'Brien",
  'Çelik',
  'Dvořák',
  'Østergaard',
  'Fernández',
  'Großmann',
  'Hansson',
  'Ibrahim',
  'Jensen',
  'Kowalczyk',
  'Lindström',
  'Müller',
  'Nakamura',
  'Okafor',
  'Petrović',
  'Quispe',
  'Rossi',
  'Şahin',
  'Takahashi',
  'van der Berg',
  'Węgrzyn',
  'Smith-Jones',
];

const UNFOLDABLE: Record<string, string> = {ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', ß: 'ss', ı: 'i'};

/** userPrincipalName is ASCII even where the display name is not. An apostrophe is allowed. */
function fold(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[łŁøØßı]/g, (letter) => UNFOLDABLE[letter] ?? letter)
    .replace(/[^A-Za-z'-]/g, '')
    .toLowerCase();
}

export const GIVEN_NAMES_ASCII = GIVEN_NAMES.map(fold);
export const SURNAMES_ASCII = SURNAMES.map(fold);

/** Display names that are known to break parsers. */
const AWKWARD_NAMES: readonly ((name: string) => string)[] = [
  (name) => `${name}\nSecond line`,
  (name) => `${name}\r\nWindows line`,
  (name) => `${name}\tTabbed`,
  (name) => `"${name}", Ph.D.`,
  (name) => `${name} 🦊👩‍💻`,
  (name) => `${name}; DROP TABLE users; --`,
  (name) => `  ${name}  `,
  (name) => `${name.normalize('NFD')} (decomposed)`,
  (name) => `${name} \\ back\\slash`,
  (name) => `=HYPERLINK("https://example.com";"${name}")`,
  (name) => `${name} \u202eright to left\u202c`,
  (name) => `${name} \u2028 separator`,
  (name) => `${name} ${'very '.repeat(45)}long`.slice(0, 256),
  () => 'null',
  () => '田中 美咲',
  () => 'محمد العربي',
];

export function awkwardName(name: string, which: number): string {
  return AWKWARD_NAMES[which % AWKWARD_NAMES.length]?.(name) ?? name;
}

export const DEPARTMENTS = [
  'Finance',
  'Sales, EMEA',
  'R&D',
  'Human Resources',
  'IT "Platform"',
  'Légal',
  'Operations\nNight shift',
  'Marketing',
];

export const JOB_TITLES = [
  'Accountant',
  'Account Executive',
  'Engineer',
  'Senior Engineer',
  'Director, Procurement',
  'Assistant\tto the Director',
  'Analyst',
  'Werkstudent (m/w/d)',
];

export const COMPANIES = ['Contoso Ltd', 'Contoso "Retail" GmbH', 'Fabrikam, Inc.'];

/** City, state, country, usage location, language. */
export const LOCATIONS = [
  ['Köln', 'NRW', 'Germany', 'DE', 'de-DE'],
  ['São Paulo', 'SP', 'Brazil', 'BR', 'pt-BR'],
  ["L'Aquila", 'AQ', 'Italy', 'IT', 'it-IT'],
  ['Zürich', 'ZH', 'Switzerland', 'CH', 'de-CH'],
  ['Dublin', null, 'Ireland', 'IE', 'en-IE'],
  ['Winston-Salem', 'NC', 'United States', 'US', 'en-US'],
  ['北京', null, 'China', 'CN', 'zh-CN'],
] as const;
