/** What stands where a secret stood. */
const MASK = '****';

/** Shorter values are no Azure secret, and masking them would make messages unreadable. */
const MIN_SECRET_LENGTH = 4;

/** What stands where a text quoted somebody who may have named a person. */
export const LEFT_OUT = '(left out)';

/** Where the quotation was shorter: a message must not become longer than it may be. */
const SHORT_LEFT_OUT = '…';

/** Replaces known secrets in texts for people, in every spelling in which they may turn up. */
export class Redactor {
  private readonly spellings = new Set<string>();
  private hidePeople: ((text: string) => string) | undefined;

  /** From now on `secret` is masked, also where it stands URL-encoded or JSON-escaped. */
  add(secret: string): void {
    if (secret.length < MIN_SECRET_LENGTH) return;
    for (const spelling of spellingsOf(secret)) this.spellings.add(spelling);
  }

  /**
   * From now on no text tells of a person: quotations are left out, and the rest is looked through.
   * @param replace finds in a text what identifies people.
   */
  hidePeopleBy(replace: (text: string) => string): void {
    this.hidePeople = replace;
  }

  /** @param quoted the parts of the text that are words of others. */
  redact(text: string, quoted: readonly string[] = []): string {
    const masked = this.mask(text);
    if (!this.hidePeople) return masked;
    const own = quoted.reduce((rest, words) => withoutQuotation(rest, this.mask(words)), masked);
    return this.hidePeople(own);
  }

  /** Where secrets overlap in the text, all that any of them covers is masked as one. */
  private mask(text: string): string {
    const found = [...this.spellings].flatMap((spelling) => matchesOf(spelling, text));
    if (found.length === 0) return text;
    found.sort((a, b) => a.from - b.from);
    let masked = '';
    let end = 0;
    for (const {from, to} of found) {
      if (from >= end) masked += text.slice(end, from) + MASK;
      end = Math.max(end, to);
    }
    return masked + text.slice(end);
  }
}

/** Also where it stands as a string of JSON. Within a word it is no quotation. */
function withoutQuotation(text: string, words: string): string {
  if (words.trim() === '') return text;
  return [words, escapedForJson(words)].reduce((rest, spelling) => {
    const pattern = spelling.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const quotation = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'gu');
    return rest.replace(quotation, words.length < LEFT_OUT.length ? SHORT_LEFT_OUT : LEFT_OUT);
  }, text);
}

interface Match {
  from: number;
  to: number;
}

/** Also those that overlap each other. */
function matchesOf(spelling: string, text: string): Match[] {
  const matches: Match[] = [];
  for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1)) {
    matches.push({from: at, to: at + spelling.length});
  }
  return matches;
}

function spellingsOf(secret: string): string[] {
  return [secret, escapedForJson(secret)].flatMap((text) => {
    const encoded = [encodeUri(text), formEncoded(text)];
    return [text, ...encoded, ...encoded.map(withLowerCaseEscapes)];
  });
}

function escapedForJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function encodeUri(text: string): string {
  // Half a surrogate pair cannot be encoded; through UTF-8 it becomes U+FFFD as elsewhere.
  return encodeURIComponent(Buffer.from(text).toString());
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

function withLowerCaseEscapes(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
}
