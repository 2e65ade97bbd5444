import {Redactor} from '../src/airbyte/redactor';
import {
  MAX_MESSAGE_LENGTH,
  asMessage,
  detail,
  foreignName,
  foreignText,
  listOf,
  message,
  withShown,
} from '../src/message-text';

const OWN = 'o'.repeat(250);

test('a message that fits is written as it is', () => {
  const text = message`${listOf(['a', 'b'])} on ${foreignName('host')}: ${foreignText('some words')}${detail`, ${5} times`}.`;
  expect(text.toString()).toBe('a, b on host: some words, 5 times.');
  expect(text.whole).toBe('a, b on host: some words, 5 times.');
});

test.each([
  [
    'words are cut between two of them',
    foreignText('word '.repeat(50)),
    `${'word '.repeat(8)}word…`,
  ],
  [
    'a long word is left out, because a part of it could be one of a secret',
    foreignText(`see ${'s'.repeat(300)}`),
    'see…',
  ],
  [
    'a name is cut in its middle',
    foreignName('n'.repeat(300)),
    `${'n'.repeat(24)}…${'n'.repeat(24)}`,
  ],
  [
    'a list says how many more there are',
    listOf(Array<string>(20).fill('contoso.com')),
    'contoso.com, contoso.com, contoso.com and 17 more',
  ],
  [
    'the first name of a list is cut where it is too long',
    listOf(['d'.repeat(300), 'b']),
    `${'d'.repeat(19)}…${'d'.repeat(18)} and 1 more`,
  ],
])('%s', (_title, foreign, shown) => {
  const text = message`${OWN}${foreign}`.toString();
  expect(text.slice(OWN.length)).toBe(shown);
  expect(text.length).toBeLessThanOrEqual(MAX_MESSAGE_LENGTH);
});

test('what is short stays whole beside what is long', () => {
  const text = message`${OWN}${foreignName('host')}${foreignName('n'.repeat(300))}`.toString();
  expect(text).toBe(`${OWN}host${'n'.repeat(22)}…${'n'.repeat(22)}`);
});

test('details go, the first one first, only where nothing else can give way', () => {
  const [path, said] = [foreignName('p'.repeat(300)), foreignText('word '.repeat(100))];
  const filled = (own: number): string =>
    message`${'o'.repeat(own)}${detail` for ${path}`}${detail`, ${said}`}!`.toString().slice(own);
  expect(filled(200)).toMatch(/^ for p{15,}…p{15,}, (word ?)+…!$/);
  expect(filled(260)).toMatch(/^, (word ?)+…!$/);
  expect(filled(290)).toBe('!');
});

test('no sentence ends in an ellipsis and a full stop', () => {
  expect(message`${OWN}${foreignText('word '.repeat(50))}. Next`.toString()).toMatch(/word… Next$/);
});

test.each([
  ['No.', 'Graph said: No. See the guide.'],
  ['No', 'Graph said: No. See the guide.'],
  ['Why?', 'Graph said: Why? See the guide.'],
  ['No!', 'Graph said: No! See the guide.'],
  ['Wait...', 'Graph said: Wait... See the guide.'],
])('a sentence that ends in %p of somebody else has one mark at its end', (said, whole) => {
  const text = message`Graph said: ${foreignText(said)}. See the guide.`;
  expect([text.toString(), text.whole]).toEqual([whole, whole]);
});

test.each([
  [' (request-id 1). Next', 'Graph said: No (request-id 1). Next'],
  [', again', 'Graph said: No, again'],
  [' Next', 'Graph said: No. Next'],
  ['', 'Graph said: No.'],
])('the full stop of somebody else before %p', (own, whole) => {
  expect(message`Graph said: ${foreignText('No.')}${own}`.toString()).toBe(whole);
});

test('a quotation is shown as the message has it', () => {
  const text = message`Graph said: ${foreignText('Ann is gone.')}${''}. See the guide.`;
  expect(text.toString()).toContain(text.shownOf(['Ann is gone.'])[0]);
});

test('nothing is cut within a character', () => {
  const text = message`${OWN}${foreignName('\u{1f600}'.repeat(100))}`.toString();
  expect(text.isWellFormed()).toBe(true);
});

test("the connector's own words are never cut", () => {
  const own = 'o'.repeat(400);
  expect(message`${own}${foreignName('n'.repeat(300))}`.toString()).toContain(own);
});

test('the whole message keeps what was left out, to a limit', () => {
  const text = message`${OWN}${detail` for ${foreignName('p'.repeat(300))}`}: ${listOf(Array<string>(50).fill('item'))}`;
  expect(text.whole).toBe(
    `${OWN} for ${'p'.repeat(300)}: ${Array<string>(50).fill('item').join(', ')}`,
  );
  expect(foreignText('word '.repeat(10_000)).whole.length).toBeLessThanOrEqual(2_000);
});

test('foreign texts become one line', () => {
  expect(message`${foreignText(' two\r\n lines ')}`.toString()).toBe('two lines');
});

test('a list of very many names takes no time', () => {
  const names = Array.from({length: 100_000}, (_, index) => `name-${index}`);
  expect(message`${listOf(names)}`.toString()).toMatch(/ and 999\d\d more$/);
});

test('a plain text is a message of its own words', () => {
  expect(asMessage('text').toString()).toBe('text');
});

describe('quotations as they are shown', () => {
  const said = `Ann Example (ann@contoso.com) is not allowed to do this. ${'More words. '.repeat(60)}`;

  test('a shortened one stands beside the whole one', () => {
    const text = message`${OWN}: ${foreignText(said)}`;
    const [whole, shown, ...others] = withShown(text, [said]);
    expect([whole, others]).toEqual([said, []]);
    expect(text.toString()).toBe(`${OWN}: ${shown}`);
    expect(shown).toMatch(/^Ann Example .*…$/);
  });

  test('what nobody quoted is none', () => {
    expect(withShown(message`${OWN} ${foreignName('graph.microsoft.com')}`, [said])).toEqual([
      said,
    ]);
    expect(withShown(message`${OWN} ${foreignText(said)}`, [])).toEqual([]);
  });

  test('a shortened one is left out of a log as a whole one is', () => {
    const redactor = new Redactor();
    redactor.hidePeopleBy((text) => text);
    const text = message`${OWN}: ${foreignText(said)} Next sentence.`;
    expect(redactor.redact(text.toString(), withShown(text, [said]))).toBe(
      `${OWN}: (left out) Next sentence.`,
    );
  });

  test('a short one leaves no more room behind than it took', () => {
    const redactor = new Redactor();
    redactor.hidePeopleBy((text) => text);
    for (const [words, left] of [
      ['Ann Lee 1', '…'],
      ['Ann Lee 12', '(left out)'],
    ] as const) {
      expect(redactor.redact(`Graph said: ${words}.`, [words])).toBe(`Graph said: ${left}.`);
    }
  });
});
