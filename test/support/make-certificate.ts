/** Certificates with their private keys, as an administrator would make them for the app. */
import {createPrivateKey} from 'node:crypto';
import {generate} from 'selfsigned';

export interface KeyPair {
  cert: string;
  /** PKCS #8. */
  key: string;
}

const DAY_MS = 86_400_000;

/** Valid from the day before `now` for 30 days, unless told otherwise. */
export async function makeCertificate(
  now: number,
  {keyType = 'rsa', days = 30}: {keyType?: 'rsa' | 'ec'; days?: number} = {},
): Promise<KeyPair> {
  const made = await generate([{name: 'commonName', value: 'source-microsoft-365'}], {
    keyType,
    keySize: 2048,
    algorithm: 'sha256',
    notBeforeDate: new Date(now - Math.max(1, 1 - days) * DAY_MS - DAY_MS),
    notAfterDate: new Date(now + days * DAY_MS),
  });
  return {cert: made.cert, key: made.private};
}

/** The key under a password: PKCS #8, or the form that OpenSSL wrote before. */
export function encrypted(key: string, passphrase: string, form: 'pkcs8' | 'pkcs1'): string {
  const options = {format: 'pem', cipher: 'aes-256-cbc', passphrase} as const;
  const opened = createPrivateKey(key);
  const text =
    form === 'pkcs8'
      ? opened.export({...options, type: 'pkcs8'})
      : opened.export({...options, type: 'pkcs1'});
  return text.toString();
}
