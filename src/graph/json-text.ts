/**
 * Finds where JSON values end in the bytes of a text, without making anything of them. Only text without white space
 * between values, as Graph writes it, and few levels deep. What needs no parsing is JSON by the grammar of
 * RFC 8259; the rest is told by `JSON.parse` alone.
 */

/** Where there is no value. */
export const NO_VALUE = -1;

/** Every integer of so many digits is below 2^53. */
const MAX_DIGITS = 15;

/** Rows of Graph have few. */
const MAX_LEVELS = 50;

export const QUOTE = 0x22;
export const COMMA = 0x2c;
const MINUS = 0x2d;
export const COLON = 0x3a;
const AT_SIGN = 0x40;
export const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
const LETTER_U = 0x75;

/** U+0085, and U+2028, which U+2029 follows: some readers end a line there. */
const NEXT_LINE = [0xc2, 0x85] as const;
const LINE_SEPARATOR = [0xe2, 0x80, 0xa8] as const;

/** The bytes of a string that end it, that are not allowed in it, or that need a look. */
const STOPS = new Uint8Array(256).fill(1, 0, 0x20);
for (const byte of [QUOTE, BACKSLASH, NEXT_LINE[0], LINE_SEPARATOR[0]]) STOPS[byte] = 1;

const NULL = Buffer.from('null');
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

export class JsonText {
  /**
   * Set by a value that is written in another way than it came, or that may be no JSON: a number that is no
   * short integer, a line separator, an escape of ASCII or of a surrogate, an annotation of OData, a
   * text that stands for null. It is for the caller to take back.
   */
  needsParsing = false;

  /** @param nullText how a text begins that stands for null. */
  constructor(
    readonly bytes: Buffer,
    private readonly nullText: Buffer,
  ) {}

  /** Whether these bytes stand at a place. */
  has(expected: Buffer, at: number): boolean {
    const {bytes} = this;
    for (let index = 0; index < expected.length; index += 1) {
      if (bytes[at + index] !== expected[index]) return false;
    }
    return true;
  }

  /** @returns the place behind the value that begins at a place, or `NO_VALUE`. */
  endOfValue(at: number, level = 0): number {
    switch (this.bytes[at]) {
      case QUOTE:
        if (this.has(this.nullText, at + 1)) this.needsParsing = true;
        return this.endOfString(at);
      case OPEN_BRACE:
        return level < MAX_LEVELS ? this.endOfObject(at, level) : NO_VALUE;
      case OPEN_BRACKET:
        return level < MAX_LEVELS ? this.endOfArray(at, level) : NO_VALUE;
      case LETTER_N:
        return this.endOfWord(NULL, at);
      case LETTER_T:
        return this.endOfWord(TRUE, at);
      case LETTER_F:
        return this.endOfWord(FALSE, at);
      case undefined:
      default:
        return this.endOfNumber(at);
    }
  }

  /** @returns the place behind its second quotation mark, or `NO_VALUE`. */
  endOfString(start: number): number {
    const {bytes} = this;
    if (bytes[start] !== QUOTE) return NO_VALUE;
    let at = start + 1;
    for (;;) {
      // Most of a page is read here.
      while (STOPS[bytes[at]!] === 0) at += 1;
      switch (bytes[at]) {
        case QUOTE:
          return at + 1;
        case BACKSLASH:
          at = this.endOfEscape(at);
          if (at === NO_VALUE) return NO_VALUE;
          break;
        case NEXT_LINE[0]:
        case LINE_SEPARATOR[0]:
          if (isLineSeparator(bytes, at)) this.needsParsing = true;
          at += 1;
          break;
        case undefined:
        default:
          return NO_VALUE;
      }
    }
  }

  private endOfEscape(at: number): number {
    const {bytes} = this;
    if (SHORT_ESCAPES.has(bytes[at + 1])) return at + 2;
    const digits = bytes.toString('latin1', at + 2, at + 6);
    if (bytes[at + 1] !== LETTER_U || !/^[\da-f]{4}$/i.test(digits)) return NO_VALUE;
    // ASCII, which could hide what is looked for, with NUL; and halves of surrogate pairs.
    if (/^(00[0-7]|d[89a-f])/i.test(digits)) this.needsParsing = true;
    return at + 6;
  }

  private endOfObject(start: number, level: number): number {
    const {bytes} = this;
    if (bytes[start + 1] === CLOSE_BRACE) return start + 2;
    let at = start;
    do {
      const name = at + 1;
      if (bytes[name + 1] === AT_SIGN) this.needsParsing = true;
      at = this.endOfString(name);
      if (at === NO_VALUE || bytes[at] !== COLON) return NO_VALUE;
      at = this.endOfValue(at + 1, level + 1);
    } while (at !== NO_VALUE && bytes[at] === COMMA);
    return at !== NO_VALUE && bytes[at] === CLOSE_BRACE ? at + 1 : NO_VALUE;
  }

  private endOfArray(start: number, level: number): number {
    const {bytes} = this;
    if (bytes[start + 1] === CLOSE_BRACKET) return start + 2;
    let at = start;
    do at = this.endOfValue(at + 1, level + 1);
    while (at !== NO_VALUE && bytes[at] === COMMA);
    return at !== NO_VALUE && bytes[at] === CLOSE_BRACKET ? at + 1 : NO_VALUE;
  }

  private endOfWord(word: Buffer, at: number): number {
    return this.has(word, at) ? at + word.length : NO_VALUE;
  }

  /** An integer is written in one way only, unless it is a negative zero or has more digits than a number keeps. */
  private endOfNumber(start: number): number {
    const {bytes} = this;
    let at = bytes[start] === MINUS ? start + 1 : start;
    const digits = at;
    while (isDigit(bytes[at])) at += 1;
    if (at === digits) return NO_VALUE;
    const isOddZero = bytes[digits] === ZERO && at - start > 1;
    if (isOddZero || at - digits > MAX_DIGITS || NUMBER_PARTS.has(bytes[at]))
      this.needsParsing = true;
    while (NUMBER_PARTS.has(bytes[at])) at += 1;
    return at;
  }
}

const SHORT_ESCAPES: ReadonlySet<number | undefined> = new Set(Buffer.from('"\\/bfnrt'));
const NUMBER_PARTS: ReadonlySet<number | undefined> = new Set(Buffer.from('0123456789.eE+-'));
const ZERO = 0x30;
const NINE = 0x39;

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function isLineSeparator(bytes: Buffer, at: number): boolean {
  const second = bytes[at + 1];
  if (bytes[at] === NEXT_LINE[0]) return second === NEXT_LINE[1];
  const third = bytes[at + 2];
  return (
    second === LINE_SEPARATOR[1] && (third === LINE_SEPARATOR[2] || third === LINE_SEPARATOR[2] + 1)
  );
}
