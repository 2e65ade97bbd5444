import {SystemError} from '../errors';
import {foreignName, message} from '../message-text';
import type {TokenSource} from './auth/token';
import type {Clock} from './clock';
import {graphError} from './graph-error';
import {
  authPolicy,
  clockPolicy,
  confirmForbiddenPolicy,
  logPolicy,
  parseJson,
  resolvePolicy,
  throttlePolicy,
  tokenRefreshPolicy,
} from './policies';
import {downloadReport} from './reports/report-download';
import type {ReportFile, ShouldDownload} from './reports/report-file';
import {assertWritable} from './reports/temporary-file';
import type {GraphRequest, GraphResponse, Log, Policy, RequestContext, Send} from './request';
import {retryPolicy, retrying} from './retry';
import type {RetryBudget} from './retry';
import type {ServerClock} from './server-clock';
import type {Throttles} from './throttle';
import type {Transport} from './transport';

export interface ClientParts {
  transport: Pick<Transport, 'send' | 'open' | 'timeouts'>;
  tokens: TokenSource;
  throttles: Throttles;
  clock: Clock;
  serverClock: ServerClock;
  random: () => number;
  budget: RetryBudget;
  log: Log;
  /** Scheme and host of Graph: no other host is ever sent a token. */
  graphOrigin: string;
  loginOrigin: string;
  /** Reports are downloaded into it. */
  temporaryFolder: string;
}

/** Reads lists and reports from Microsoft Graph. */
export class GraphClient {
  /** From the outside in. */
  private readonly policies: readonly Policy[];
  private readonly send: Send<unknown>;

  constructor(private readonly parts: ClientParts) {
    const {tokens, throttles, clock, log, transport} = parts;
    this.policies = [
      logPolicy(log),
      confirmForbiddenPolicy(parts),
      retryPolicy(parts),
      tokenRefreshPolicy,
      throttlePolicy(throttles, clock),
      authPolicy(tokens),
      resolvePolicy(tokens),
      clockPolicy(parts.serverClock, clock),
    ];
    this.send = this.withPolicies(parseJson(transport.send));
  }

  /**
   * @throws ConfigError, TransientError or SystemError as the error-resolution table says, with what
   * Graph said in its fields.
   */
  async getJson(request: GraphRequest): Promise<unknown> {
    this.assertOwnHost(request.url);
    return bodyOf(request, await this.send(request));
  }

  /**
   * Downloads a usage report. The caller closes the file.
   * @param shouldDownload decides by the head of the file whether the rest is downloaded.
   * @throws as `getJson` does.
   */
  async getReport(request: GraphRequest, shouldDownload: ShouldDownload): Promise<ReportFile> {
    this.assertOwnHost(request.url);
    const {transport, clock, temporaryFolder} = this.parts;
    const parts = {...transport, now: () => clock.now(), temporaryFolder};
    const download = downloadReport(parts, shouldDownload);
    return bodyOf(request, await this.withPolicies(download)(request));
  }

  /** @throws ConfigError where reports cannot be downloaded into the temporary folder. */
  assertTemporaryFolder(): Promise<void> {
    return assertWritable(this.parts.temporaryFolder);
  }

  /** The permissions in the token of this run; undefined before there is one. */
  get roles(): readonly string[] | undefined {
    return this.parts.tokens.roles;
  }

  /**
   * Gets a token before anything else is asked for.
   * @throws ConfigError when the sign-in is refused, TransientError when there is no response.
   */
  async authenticate(context: RequestContext): Promise<void> {
    const {loginOrigin: url, tokens} = this.parts;
    const request = {url, origin: 'token_endpoint', scope: 'directory', context} as const;
    await retrying(this.parts, request, {send: () => tokens.get(), failureOf: () => undefined});
  }

  /** @throws SystemError for a link that must not be asked, nor kept to be asked later. */
  assertOwnHost(url: string): void {
    if (URL.canParse(url) && new URL(url).origin === this.parts.graphOrigin) return;
    const host = URL.canParse(url) ? new URL(url).host : 'no host at all';
    throw new SystemError(
      message`A link names ${foreignName(host)}, but only ${foreignName(this.parts.graphOrigin)} may be asked; it was not followed.`,
    );
  }

  private withPolicies<Body>(send: Send<Body>): Send<Body> {
    return this.policies.reduceRight((next, policy) => policy(next), send);
  }
}

function bodyOf<Body>({url}: GraphRequest, response: GraphResponse<Body>): Body {
  if (response.failure) throw graphError(response, response.failure, url);
  return response.body as Body;
}
