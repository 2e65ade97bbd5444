/** The calls of openssl in setup/azure-cli.sh, on machines that have none. */
import {X509Certificate, createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';

const words = process.argv.slice(2);

function certificate(): X509Certificate {
  return new X509Certificate(readFileSync(words[words.indexOf('-in') + 1]!));
}

function answer(): string | Buffer {
  switch (words.filter((word) => !word.startsWith('/')).join(' ')) {
    case 'x509 -noout -enddate -in':
      return `notAfter=${certificate().validTo}\n`;
    case 'x509 -noout -fingerprint -sha1 -in':
      return `sha1 Fingerprint=${certificate().fingerprint}\n`;
    case 'x509 -outform DER -in':
      return certificate().raw;
    case 'dgst -sha1 -binary':
      return createHash('sha1').update(readFileSync(0)).digest();
    case 'base64':
      return `${readFileSync(0).toString('base64')}\n`;
    default:
      throw new Error(`openssl ${words.join(' ')} is not known.`);
  }
}

process.stdout.write(answer());
