/** Keyed pseudonyms of what identifies people: equal values have equal ones, whatever the stream. */
import {normalizedName} from '../streams/concealed-names';
import {KeyedHash} from './keyed-hash';
import {RecentResults} from './recent-results';

const ALPHABET = Buffer.from('abcdefghijklmnopqrstuvwxyz234567');

/** Tells a pseudonym from a value that people know. */
const MARK = 'p_';

/** Characters of base32, of five bits each. */
const LENGTH = 26;

/** No value that a pseudonym is made of has a NUL character. */
const FINGERPRINTED = '\0fingerprint';

/** A domain with a dot and without a part that could name somebody. */
const DOMAIN = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;

/** The type of a proxy address, as in `SMTP:alice@contoso.com`. */
const ADDRESS_TYPE = /^([a-z][a-z0-9]{1,10}):(?!\/\/)/i;

const WEB_ADDRESS = /^https?:\/\//i;

export class Pseudonyms {
  private readonly keyed: KeyedHash;
  private readonly ids = new RecentResults((id) => (isNobody(id) ? id : this.hashed(id)));
  private readonly addresses = new RecentResults((address) => this.newAddress(address));
  /** The last text behind an @, and what stays of it. */
  private domain = {text: '', shown: ''};

  /** @param key of the customer; the same key gives the same pseudonyms for ever. */
  constructor(key: string) {
    this.keyed = new KeyedHash(key);
  }

  /** Tells one key from another and does not give it away: for states. */
  get fingerprint(): string {
    return this.hashed(FINGERPRINTED);
  }

  /** The pseudonym of an id: `p_` and 26 characters of base32. What names nobody stays. */
  ofId(id: string): string {
    return unlessSame(id, this.ids);
  }

  /**
   * The pseudonym of a user principal name, a mail or proxy address, or the address of a personal
   * site. Behind it stays the domain, before it the type of a proxy address or the host of a site.
   * The address of a site that is no person's stays as it is, and so does what names nobody.
   */
  ofAddress(address: string): string {
    if (address.includes(':')) return this.newTypedAddress(address);
    return unlessSame(address, this.addresses);
  }

  /** A digest of a text that must not be guessed from it. */
  digest(text: string): string {
    return this.hashed(text).slice(MARK.length);
  }

  /** @param address in lower case. */
  private newAddress(address: string): string {
    if (isNobody(address)) return address;
    const at = address.lastIndexOf('@');
    return at < 0 ? this.hashed(address) : this.hashed(address) + this.shownDomain(address, at + 1);
  }

  private newTypedAddress(address: string): string {
    if (WEB_ADDRESS.test(address)) return this.newWebAddress(address);
    const type = ADDRESS_TYPE.exec(address)?.[0] ?? '';
    return type + this.addresses.of(address.slice(type.length).toLowerCase());
  }

  /** Many addresses have one domain. */
  private shownDomain(address: string, from: number): string {
    const text = address.slice(from);
    if (text !== this.domain.text) this.domain = {text, shown: DOMAIN.test(text) ? `@${text}` : ''};
    return this.domain.shown;
  }

  /** Addresses of OneDrives end in the user principal name, with `_` for what is no letter. */
  private newWebAddress(address: string): string {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url) return this.hashed(address.toLowerCase());
    const path = decoded(url.pathname).toLowerCase();
    const [, personal] = /\/personal\/([^/]+)/.exec(path) ?? [];
    if (personal !== undefined) return `${url.origin}/personal/${this.hashed(personal)}`;
    const isOfPeople = /^[^.]+-my\./.test(url.hostname) || `${path}${url.search}`.includes('@');
    return isOfPeople && path !== '/' ? `${url.origin}/${this.hashed(path)}` : address;
  }

  private hashed(text: string): string {
    return pseudonymFrom(this.keyed.digest(text));
  }
}

/** The result for a value in lower case; the value itself where that stays. */
function unlessSame(value: string, results: RecentResults): string {
  const lower = value.toLowerCase();
  const result = results.of(lower);
  return result === lower ? value : result;
}

/** Texts such as two dashes stand where there is no name. */
function isNobody(value: string): boolean {
  return normalizedName(value) === undefined;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const characters = Buffer.from(MARK.padEnd(MARK.length + LENGTH));

/**
 * The first 130 bits of a digest of one character a byte. Characters that are put together in a
 * buffer make a string that takes less memory than one of many parts.
 */
function pseudonymFrom(digest: string): string {
  let bits = 0;
  let known = 0;
  let next = 0;
  for (let at = MARK.length; at < characters.length; at += 1) {
    if (known < 5) {
      bits = ((bits & 0x1f) << 8) | digest.charCodeAt(next);
      next += 1;
      known += 8;
    }
    known -= 5;
    characters[at] = ALPHABET[(bits >> known) & 0x1f]!;
  }
  return characters.toString('latin1');
}
