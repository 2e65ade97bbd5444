/** A token as @azure/identity hands it out: `expiresOnTimestamp` in epoch milliseconds. */
export interface AccessToken {
  token: string;
  expiresOnTimestamp: number;
}

/** Asks the login service; a new call asks anew. */
export type RequestToken = (signal: AbortSignal) => Promise<AccessToken>;

interface TokenParts {
  request: RequestToken;
  now: () => number;
  signal: AbortSignal;
  /** Told of every new token, so that it can be kept out of messages. */
  onToken: (token: string) => void;
}

/** A token that ends within this time is not used for another request. */
const EARLY_MS = 5 * 60_000;

/** The token of one run: one request in flight, renewed before it ends. */
export class TokenSource {
  private current: AccessToken | undefined;
  private latest: string | undefined;
  private pending: Promise<AccessToken> | undefined;

  constructor(private readonly parts: TokenParts) {}

  /** The permissions in the latest token; undefined before there is one. */
  get roles(): readonly string[] | undefined {
    return this.latest === undefined ? undefined : rolesIn(this.latest);
  }

  async get(): Promise<string> {
    if (this.current && this.isFresh(this.current)) return this.current.token;
    return (await this.fetch()).token;
  }

  /** This token is not used again; the next one that is asked for is another. */
  invalidate(token: string): void {
    if (this.current?.token === token) this.current = undefined;
  }

  private isFresh({expiresOnTimestamp}: AccessToken): boolean {
    return expiresOnTimestamp - EARLY_MS > this.parts.now();
  }

  private fetch(): Promise<AccessToken> {
    this.pending ??= this.request().finally(() => (this.pending = undefined));
    return this.pending;
  }

  private async request(): Promise<AccessToken> {
    const {request, signal, onToken} = this.parts;
    const token = await request(signal);
    onToken(token.token);
    this.current = token;
    this.latest = token.token;
    return token;
  }
}

/**
 * The application permissions in a token (claim `roles`), for advice and never as proof: other
 * rights can also grant access. Without admin consent the claim is absent.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 * @returns undefined when the token cannot be read.
 */
export function rolesIn(token: string): readonly string[] | undefined {
  const payload = token.split('.')[1];
  if (!payload) return undefined;
  try {
    const {roles = []} = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      roles?: unknown;
    };
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : undefined;
  } catch {
    return undefined;
  }
}

/** What a request needs: of each group one permission. */
export type Needs = readonly (readonly string[])[];

/** Whether the roles have one of each group; false where they are not known. */
export function covers(roles: readonly string[] | undefined, needs: Needs): boolean {
  return roles !== undefined && needs.every((group) => group.some((name) => roles.includes(name)));
}
