/**
 * Page and delta tokens as authenticated ciphertext: they carry their own state, so the server keeps
 * none, and clients can neither read nor forge them.
 */
import {createCipheriv, createDecipheriv, createHash, createHmac} from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

export class SealedTokens {
  readonly #key: Buffer;
  readonly #address: Buffer;

  /** The key depends on the address: tokens of another tenant are invalid, a restart keeps them. */
  constructor(seed: number, address: string) {
    this.#key = createHash('sha256').update(`tenant tokens ${seed} ${address}`).digest();
    this.#address = Buffer.from(address);
  }

  /** Deterministic: a page that is requested again has the same links. */
  seal(content: unknown): string {
    const plain = Buffer.from(JSON.stringify(content));
    const iv = createHmac('sha256', this.#key).update(plain).digest().subarray(0, IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(this.#address);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Undefined for a token that was changed or issued elsewhere. */
  open(token: string): unknown {
    try {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.toString('base64url') !== token) return undefined;
      const iv = bytes.subarray(0, IV_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', this.#key, iv).setAAD(this.#address);
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const sealed = bytes.subarray(IV_BYTES + TAG_BYTES);
      const plain = Buffer.concat([decipher.update(sealed), decipher.final()]);
      return JSON.parse(plain.toString());
    } catch {
      return undefined;
    }
  }
}
