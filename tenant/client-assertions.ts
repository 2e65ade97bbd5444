/** Validates client assertions, which replace the client secret at the token endpoint. */
import {constants, createHash, verify, X509Certificate} from 'node:crypto';
import {assertionOutOfTime, unknownFederation, unknownKey} from './aadsts-errors';
import type {OAuthError} from './aadsts-errors';

/** The claims that an assertion must have. */
export interface ExpectedAssertion {
  clientId: string;
  /** The token endpoint. */
  audience: string;
  nowMs: number;
}

type Claims = Record<string, unknown>;

interface Jwt {
  header: Claims;
  payload: Claims;
  signed: Buffer;
  signature: Buffer;
}

const SIGNATURES: Record<string, {padding: number; saltLength?: number}> = {
  RS256: {padding: constants.RSA_PKCS1_PADDING},
  PS256: {padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32},
};

export class ClientAssertions {
  /** By the thumbprints in a JWT header. */
  readonly #certificates = new Map<string, X509Certificate>();
  readonly #federated = new Set<string>();

  /** Uploads the public part of a certificate to the application. */
  trustCertificate(pem: string): void {
    const certificate = new X509Certificate(pem);
    for (const algorithm of ['sha1', 'sha256']) {
      const thumbprint = createHash(algorithm).update(certificate.raw).digest('base64url');
      this.#certificates.set(thumbprint, certificate);
    }
  }

  /** Adds a federated identity credential that matches this token. */
  trustFederatedToken(text: string): void {
    this.#federated.add(text.trim());
  }

  validate(assertion: string, expected: ExpectedAssertion): OAuthError | undefined {
    if (this.#federated.has(assertion)) return undefined;
    const jwt = readJwt(assertion);
    if (!jwt) return unknownKey('Client assertion is not a well-formed token.');
    const {header, payload} = jwt;
    const thumbprint = header['x5t#S256'] ?? header['x5t'];
    // Without a certificate thumbprint it is a federated token.
    if (typeof thumbprint !== 'string') return unknownFederation();
    const certificate = this.#certificates.get(thumbprint);
    if (!certificate) return unknownKey('The key was not found.');
    if (!isSignedBy(jwt, certificate)) return unknownKey('The signature is not valid.');
    if (!names(payload, expected))
      return unknownKey('The claims are not those of the application.');
    return isInTime(payload, expected.nowMs) ? undefined : assertionOutOfTime();
  }
}

function readJwt(text: string): Jwt | undefined {
  const [head = '', body = '', end = ''] = text.split('.');
  const header = readPart(head);
  const payload = readPart(body);
  if (!header || !payload) return undefined;
  const signed = Buffer.from(`${head}.${body}`);
  return {header, payload, signed, signature: Buffer.from(end, 'base64url')};
}

function readPart(text: string): Claims | undefined {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Claims;
  } catch {
    return undefined;
  }
}

function isSignedBy({header, signed, signature}: Jwt, {publicKey}: X509Certificate): boolean {
  const options = SIGNATURES[String(header['alg'])];
  return options !== undefined && verify('sha256', signed, {key: publicKey, ...options}, signature);
}

function names({aud, iss, sub}: Claims, {audience, clientId}: ExpectedAssertion): boolean {
  const isOurs = [iss, sub].every((name) => String(name).toLowerCase() === clientId);
  return isOurs && aud === audience;
}

function isInTime({nbf = 0, exp}: Claims, nowMs: number): boolean {
  const now = nowMs / 1000;
  return Number(nbf) <= now + 300 && Number(exp) > now;
}
