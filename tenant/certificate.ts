/** A fresh certificate for a loopback address, its own authority, gone when the tenant stops. */
import {generate} from 'selfsigned';

export interface Certificate {
  key: string;
  cert: string;
}

const DAY_MS = 86_400_000;

export async function makeCertificate(address = '127.0.0.1'): Promise<Certificate> {
  const made = await generate([{name: 'commonName', value: 'localhost'}], {
    keyType: 'ec',
    algorithm: 'sha256',
    // A clock that is a little behind must not make it invalid.
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + 30 * DAY_MS),
    extensions: [
      // Trusting it means trusting it as an authority, so it has to be one.
      {name: 'basicConstraints', cA: true, critical: true},
      {name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true},
      {name: 'extKeyUsage', serverAuth: true},
      {
        name: 'subjectAltName',
        altNames: [
          {type: 7, ip: address},
          {type: 7, ip: '::1'},
          {type: 2, value: 'localhost'},
        ],
      },
    ],
  });
  return {key: made.private, cert: made.cert};
}
