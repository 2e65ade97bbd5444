/** A certificate with which an application signs in, and its private key. */
import {createPrivateKey} from 'node:crypto';
import {generate} from 'selfsigned';

export interface ClientCertificate {
  /** The public part. */
  cert: string;
  key: string;
}

const DAY_MS = 86_400_000;

/** So long that nothing warns of its end, unless told otherwise. */
export async function makeClientCertificate(days = 365): Promise<ClientCertificate> {
  const made = await generate([{name: 'commonName', value: 'licence-reporting'}], {
    keyType: 'rsa',
    keySize: 2048,
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + days * DAY_MS),
  });
  return {cert: made.cert, key: made.private};
}

/** The key as a file that opens with a password only. */
export function encrypted(key: string, passphrase: string): string {
  const options = {type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase} as const;
  return createPrivateKey(key).export(options).toString();
}
