/** Keyed pseudonyms of what identifies people: equal values have equal ones, whatever the stream. */
import {normalizedName} from '../streams/concealed-names';
import {KeyedHash} from './keyed-hash';
import {RecentResults} from './recent-results';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** Two characters of base32 for each value of ten bits. */
const PAIRS = Array.from({length: 1_024}, (_, bits) => ALPHABET[bits >> 5]! + ALPHABET[bits & 31]!);

/** Tells a pseudonym from a value that people know. */
const MARK = 'p_';

/** No value that a pseudonym is made of has a NUL character. */
const FINGERPRINTED = '\0fingerprint';

/** A domain with a dot and without a part that could name somebody. */
const DOMAIN = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;

/** The type of a proxy address, as in `SMTP:alice@contoso.com`. */
const ADDRESS_TYPE = /^([a-z][a-z0-9]{1,10}):(?!\/\/)/i;

const WEB_ADDRESS = /^https?:\/\//i;

export class Pseudonyms {
  private readonly keyed: KeyedHash;
  private readonly ids = new RecentResults((id) => this.hashed(id.toLowerCase()));
  private readonly addresses = new RecentResults((address) => this.newAddress(address));

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
    return normalizedName(id) === undefined ? id : this.ids.of(id);
  }

  /**
   * The pseudonym of a user principal name, a mail or proxy address, or the address of a personal
   * site. Behind it stays the domain, before it the type of a proxy address or the host of a site.
   * The address of a site that is no person's stays as it is, and so does what names nobody.
   */
  ofAddress(address: string): string {
    return normalizedName(address) === undefined ? address : this.addresses.of(address);
  }

  /** A digest of a text that must not be guessed from it. */
  digest(text: string): string {
    return this.hashed(text).slice(MARK.length);
  }

  private newAddress(address: string): string {
    if (WEB_ADDRESS.test(address)) return this.newWebAddress(address);
    const type = ADDRESS_TYPE.exec(address)?.[0] ?? '';
    const rest = address.slice(type.length).toLowerCase();
    const at = rest.lastIndexOf('@');
    const domain = rest.slice(at + 1);
    const hasDomain = at >= 0 && DOMAIN.test(domain);
    return `${type}${this.hashed(rest)}${hasDomain ? `@${domain}` : ''}`;
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
    return MARK + base32(this.keyed.digest(text));
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The first 130 bits of a digest of one character a byte. */
function base32(digest: string): string {
  let text = '';
  for (let at = 0; at < 15; at += 5) {
    const [a, b, c] = [digest.charCodeAt(at), digest.charCodeAt(at + 1), digest.charCodeAt(at + 2)];
    const [d, e] = [digest.charCodeAt(at + 3), digest.charCodeAt(at + 4)];
    text += PAIRS[(a << 2) | (b >> 6)]! + PAIRS[((b & 63) << 4) | (c >> 4)]!;
    text += PAIRS[((c & 15) << 6) | (d >> 2)]! + PAIRS[((d & 3) << 8) | e]!;
  }
  return text + PAIRS[(digest.charCodeAt(15) << 2) | (digest.charCodeAt(16) >> 6)]!;
}
