/** What stands where a secret stood. */
const MASK = '****';

/** Shorter values are no Azure secret, and masking them would make messages unreadable. */
const SHORTEST_SECRET = 4;

/** Replaces known secrets in texts for people, in every spelling in which they may turn up. */
export class Redactor {
  private spellings: string[] = [];

  /** From now on `secret` is masked, also where it stands URL-encoded or JSON-escaped. */
  add(secret: string): void {
    if (secret.length < SHORTEST_SECRET) return;
    const known = new Set([...this.spellings, ...spellingsOf(secret)]);
    this.spellings = [...known].sort((a, b) => b.length - a.length);
  }

  redact(text: string): string {
    return this.spellings.reduce((result, spelling) => result.replaceAll(spelling, MASK), text);
  }
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
