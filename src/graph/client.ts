import {SystemError} from '../errors';
import type {Clock} from './clock';
import {jsonPolicy} from './policies';
import {confirmForbiddenPolicy} from './doubting';
import {graphError} from './graph-error';
import {downloadingReport} from './reports/report-download';
import type {ReportFile, ShouldDownload} from './reports/report-file';
import {authPolicy, logPolicy, tokenRefreshPolicy, retryPolicy, throttlePolicy} from './policies';
import type {RetryBudget} from './policies';
import type {GraphRequest, Log, Policy, RequestContext, Send} from './request';
import type {Throttles} from './throttle';
import type {TokenSource} from './auth/token';
import type {Transport} from './transport';

export interface ClientParts {
  transport: Pick<Transport, 'send' | 'open' | 'timeouts'>;
  tokens: TokenSource;
  throttles: Throttles;
  clock: Clock;
  random: () => number;
  budget: RetryBudget;
  log: Log;
  /** Scheme and host of Graph: no other host is ever sent a token. */
  graphOrigin: string;
  loginOrigin: string;
}

/** Reads JSON from Microsoft Graph. */
export class GraphClient {
  private readonly around: Policy[];
  private readonly inside: Policy[];
  private readonly send: Send;

  constructor(private readonly parts: ClientParts) {
    const {tokens, throttles, clock, log, transport} = parts;
    this.around = [
      logPolicy(log),
      confirmForbiddenPolicy(parts),
      retryPolicy(parts),
      tokenRefreshPolicy,
      throttlePolicy(throttles, clock),
    ];
    this.inside = [authPolicy(tokens)];
    this.send = compose([...this.around, jsonPolicy, ...this.inside], transport.send);
  }

  /**
   * @throws ConfigError, TransientError or SystemError by the table of graph-error, with Graph's
   * status and code as facts.
   */
  async getJson(request: GraphRequest): Promise<unknown> {
    this.assertOwnHost(request.url);
    const response = await this.send(request);
    if (response.status !== 200) throw graphError(response, request.url);
    return response.json;
  }

  /**
   * Downloads a usage report. The caller closes the file.
   * @param wantsRest decides by the head of the file whether the rest is downloaded.
   * @throws as `getJson` does.
   */
  async getReport(request: GraphRequest, shouldDownload: ShouldDownload): Promise<ReportFile> {
    this.assertOwnHost(request.url);
    let file: ReportFile | undefined;
    const keep = (kept: ReportFile): void => void (file = kept);
    const {transport, clock} = this.parts;
    const {open, timeouts} = transport;
    const download = downloadingReport(
      {open, timeouts, now: () => clock.now()},
      shouldDownload,
      keep,
    );
    const response = await compose([...this.around, ...this.inside], download)(request);
    if (response.status !== 200 || !file) throw graphError(response, request.url);
    return file;
  }

  /** The permissions in the token of this run; undefined before there is one. */
  get roles(): readonly string[] | undefined {
    return this.parts.tokens.roles;
  }

  /**
   * Gets a token before anything else is asked for.
   * @throws ConfigError when the sign-in is refused, TransientError when there is no answer.
   */
  async signIn(context: RequestContext): Promise<void> {
    const getToken: Send = async () => {
      await this.parts.tokens.get();
      return {status: 200, headers: {}, text: '', durationMs: 0};
    };
    const request = {url: this.parts.loginOrigin, scope: 'directory', context} as const;
    await retryPolicy(this.parts)(getToken)(request);
  }

  /** @throws SystemError for a link that must not be asked, nor kept to be asked later. */
  assertOwnHost(url: string): void {
    if (URL.canParse(url) && new URL(url).origin === this.parts.graphOrigin) return;
    const host = URL.canParse(url) ? new URL(url).host : 'no host at all';
    throw new SystemError(
      `A link names ${host}, but only ${this.parts.graphOrigin} may be asked; it was not followed.`,
    );
  }
}

function compose(policies: Policy[], send: Send): Send {
  return policies.reduceRight((next, policy) => policy(next), send);
}
