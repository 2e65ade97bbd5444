/** What stands where a secret stood. */
const MASK = '****';

/** Shorter values are no Azure secret, and masking them would make messages unreadable. */
const MIN_SECRET_LENGTH = 4;

/** Replaces known secrets in texts for people, in every spelling in which they may turn up. */
export class Redactor {
  private readonly spellings = new Set<string>();

  /** From now on `secret` is masked, also where it stands URL-encoded or JSON-escaped. */
  add(secret: string): void {
    if (secret.length < MIN_SECRET_LENGTH) return;
    for (const spelling of spellingsOf(secret)) this.spellings.add(spelling);
  }

  /** Where secrets overlap in the text, all that any of them covers is masked as one. */
  redact(text: string): string {
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
