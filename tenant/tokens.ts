/** Issues access tokens and validates them: only tokens that it issued are valid. */
import {randomBytes, randomUUID} from 'node:crypto';
import {invalidToken} from './graph-errors';

export interface IssuerOptions {
  url: string;
  tenantId: string;
  clientId: string;
  roles: readonly string[];
  /** Granted like roles, but not in the token. */
  permissionsNotInToken: readonly string[];
  /** Tokens are not JWTs. */
  isOpaque: boolean;
  lifetimeSeconds: number;
  now: () => number;
}

interface Issued {
  roles: readonly string[];
  expiresMs: number;
}

function part(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

export class TokenIssuer {
  readonly lifetimeSeconds: number;
  readonly #options: IssuerOptions;
  readonly #issued = new Map<string, Issued>();
  #roles: readonly string[];

  constructor(options: IssuerOptions) {
    this.#options = options;
    this.#roles = options.roles;
    this.lifetimeSeconds = options.lifetimeSeconds;
  }

  /** Tokens issued before keep their roles. */
  setRoles(roles: readonly string[]): void {
    this.#roles = [...roles];
  }

  revokeAll(): void {
    this.#issued.clear();
  }

  issue(): string {
    const iat = Math.floor(this.#options.now() / 1000);
    const roles = [...this.#roles, ...this.#options.permissionsNotInToken];
    const token = this.#options.isOpaque ? randomBytes(512).toString('base64url') : this.#jwt(iat);
    this.#issued.set(token, {roles, expiresMs: (iat + this.lifetimeSeconds) * 1000});
    return token;
  }

  #jwt(iat: number): string {
    const {url, tenantId, clientId} = this.#options;
    const roles = this.#roles;
    const header = {typ: 'JWT', alg: 'RS256', kid: 'simulated'};
    return [
      part(header),
      part({
        aud: url,
        iss: `https://sts.windows.net/${tenantId}/`,
        iat,
        nbf: iat,
        exp: iat + this.lifetimeSeconds,
        appid: clientId,
        idtyp: 'app',
        // Without any consented permission the claim is absent, not empty.
        ...(roles.length > 0 && {roles}),
        tid: tenantId,
        uti: randomUUID(),
        ver: '1.0',
      }),
      randomBytes(256).toString('base64url'),
    ].join('.');
  }

  /** @throws GraphError 401 for an invalid token. */
  rolesOf(authorization: string | undefined): readonly string[] {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw invalidToken('Access token is empty.');
    const issued = this.#issued.get(token);
    if (!issued) throw invalidToken('Access token validation failure. Invalid signature.');
    if (this.#options.now() >= issued.expiresMs) {
      throw invalidToken('Lifetime validation failed, the token is expired.');
    }
    return issued.roles;
  }
}
