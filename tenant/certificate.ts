/** A new self-signed certificate for a loopback address. */
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
    // It must be valid for a client whose clock is a little behind, too.
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + 30 * DAY_MS),
    extensions: [
      // Clients trust it through NODE_EXTRA_CA_CERTS, so it has to be a CA.
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
