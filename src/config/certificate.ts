/** Certificates as people paste them: with `\n` or blanks where there were line breaks, or quoted. */
import {X509Certificate, createPrivateKey} from 'node:crypto';
import type {KeyObject} from 'node:crypto';
import {noCertificateText} from './certificate-kinds';
import {inSetupGuide} from '../setup-guide';

/** A body ends at the next five hyphens, so that many beginnings without an end take no time. */
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-(?!----)[^-]*)*)-----END \1-----/g;
/** The length of the last part is known, so it ends also where no line break follows. */
const OLD_ENCRYPTION =
  /Proc-Type:\s*4,ENCRYPTED\s*DEK-Info:\s*([A-Za-z0-9-]+,([0-9A-Fa-f]{32}|[0-9A-Fa-f]{16}))/;
const LINE_LENGTH = 64;
/** Text processors make one long dash of hyphens, or capitals only at the beginning. */
const EDGE = /[-\u2010-\u2015]{1,6} ?(BEGIN|END) ([A-Z0-9 ]{1,40}?) ?[-\u2010-\u2015]{1,6}/gi;

/** The blocks of the text with their line breaks again; empty where there is no block at all. */
export function repairPem(text: string): string {
  const lines = text
    .replaceAll('\\r', '')
    .replaceAll('\\n', '\n')
    .replaceAll(EDGE, (_all, edge: string, label: string) =>
      `-----${edge} ${label}-----`.toUpperCase(),
    );
  const blocks = [...lines.matchAll(BLOCK)];
  return blocks.map(([, label = '', body = '']) => block(label, body)).join('');
}

function block(label: string, body: string): string {
  const encryption = OLD_ENCRYPTION.exec(body);
  const header = encryption ? `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${encryption[1]}\n\n` : '';
  const base64 = body.replace(encryption?.[0] ?? '', '').replace(/[\s>"'`\p{Cf}]+/gu, '');
  const wrapped = base64.match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
  return `-----BEGIN ${label}-----\n${header}${wrapped.join('\n')}\n-----END ${label}-----\n`;
}

/**
 * The text with the certificate of its key before all others: the first one signs the app in. Other
 * tools write those of the authorities before it.
 */
export function withOwnFirst(pem: string, password: string | undefined): string {
  const key = privateKeyOf(pem, password);
  const blocks = [...pem.matchAll(BLOCK)].map(([text, label]) => ({text: `${text}\n`, label}));
  const certificates = blocks.filter(({label}) => label === 'CERTIFICATE');
  const own = certificates.find(
    ({text}) => key && parsed(() => new X509Certificate(text).checkPrivateKey(key)),
  );
  if (!own || own === certificates[0]) return pem;
  return [own, ...blocks.filter((other) => other !== own)].map(({text}) => text).join('');
}

/** The password without the line break that a file put behind it, where that is what opens the key. */
export function openingPassword(pem: string, password: string | undefined): string | undefined {
  const trimmed = password?.trim();
  if (trimmed === password || privateKeyOf(pem, password)) return password;
  return privateKeyOf(pem, trimmed) ? trimmed : password;
}

function privateKeyOf(pem: string, password: string | undefined): KeyObject | undefined {
  return parsed(() => createPrivateKey({key: privateKeyIn(pem), passphrase: password ?? ''}));
}

/**
 * What is wrong with a certificate and its private key, in words that go on after their setting.
 * @returns undefined when they can be used.
 */
export function certificateErrorText(
  entered: string,
  password: string | undefined,
  now: number,
): string | undefined {
  const pem = withOwnFirst(repairPem(entered), password);
  if (!/BEGIN CERTIFICATE-/.test(pem)) return noCertificateText(entered);
  if (!/BEGIN [A-Z ]*PRIVATE KEY/.test(pem)) {
    return /BEGIN [A-Z ]*PRIVATE KEY/.test(entered)
      ? 'holds a private key that is cut off before its -----END line; paste the whole PEM text'
      : 'holds no private key; paste the PEM text with both, the certificate and its private key';
  }
  const certificate = parsed(() => new X509Certificate(pem));
  if (!certificate) return 'holds a certificate that cannot be read; export it again as PEM';
  const key = privateKeyOf(pem, password);
  if (!key) return privateKeyErrorText(pem, password);
  return certificateMatchErrorText(certificate, key, now);
}

function privateKeyErrorText(pem: string, password: string | undefined): string {
  const isEncrypted = /ENCRYPTED/.test(pem);
  if (isEncrypted && password === undefined) {
    return 'holds an encrypted private key; enter its password as credentials.password';
  }
  return isEncrypted
    ? 'holds a private key that the password does not open; correct credentials.password'
    : 'holds a private key that cannot be read; export it again as PEM';
}

function certificateMatchErrorText(
  certificate: X509Certificate,
  key: KeyObject,
  now: number,
): string | undefined {
  if (key.asymmetricKeyType !== 'rsa') {
    return 'holds a key that is not RSA; Microsoft Entra ID accepts RSA certificates only';
  }
  if (!certificate.checkPrivateKey(key)) {
    return 'holds a private key that belongs to another certificate';
  }
  if (Date.parse(certificate.validTo) > now) return undefined;
  return (
    `expired on ${lastDayOf(certificate)}; create a new one and upload its public part under App ` +
    `registrations > your app > Certificates & secrets ${inSetupGuide('alternatives')}`
  );
}

/** The day on which a certificate that can be used expires, as `YYYY-MM-DD`. */
export function expiryOf(pem: string): string {
  return lastDayOf(new X509Certificate(pem));
}

function lastDayOf({validTo}: X509Certificate): string {
  return new Date(validTo).toISOString().slice(0, 10);
}

function privateKeyIn(pem: string): string {
  return [...pem.matchAll(BLOCK)].find(([, label]) => label?.includes('PRIVATE KEY'))?.[0] ?? '';
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
