/** The simulated tenant without a network: its routes answer the requests of a read in this process. */
import {setImmediate as immediate} from 'node:timers/promises';
import type {GraphClient} from '../../src/graph/client';
import {graphError, resolveFailure} from '../../src/graph/graph-error';
import {readPages} from '../../src/graph/pages';
import {ADVANCED_QUERY_HEADERS, COUNT_HEADERS} from '../../src/graph/query';
import {newRequestContext} from '../../src/graph/request';
import type {GraphRequest} from '../../src/graph/request';
import type {ExtractionPorts} from '../../src/read/extract-stream';
import {buildCore} from '../../tenant/build-core';
import {errorBody, GraphError} from '../../tenant/graph-errors';
import {graphHost} from '../../tenant/graph-host';
import {loadRoutes} from '../../tenant/router';
import type {RequestHandler} from '../../tenant/server';
import type {TenantCore} from '../../tenant/tenant-core';
import type {TenantOptions} from '../../tenant/tenant-options';
import {BASE} from './fake-pages';

export class TenantInProcess {
  /** Path and query of each request, decoded, in the order of answering. */
  readonly requests: string[] = [];
  /** Called before a request is answered; what it returns is answered in the tenant's place. */
  onRequest: (url: string, number: number) => unknown = () => undefined;
  /** For how many turns of the event loop the answer to a request of that number is under way. */
  delayOf: (number: number) => number = () => 0;

  private constructor(
    readonly core: TenantCore,
    private readonly handle: RequestHandler,
  ) {}

  static async open(options: TenantOptions): Promise<TenantInProcess> {
    const url = new URL(BASE).origin;
    const core = buildCore({url, downloadUrl: url}, options);
    return new TenantInProcess(core, graphHost(await loadRoutes(), false));
  }

  get ports(): Pick<ExtractionPorts, 'pages' | 'count' | 'object'> {
    const client = {
      getJson: (request: GraphRequest) => this.answer(request),
      assertOwnHost: () => undefined,
    } as unknown as GraphClient;
    const asked = (
      signal = new AbortController().signal,
    ): Pick<GraphRequest, 'scope' | 'context'> => ({
      scope: 'directory',
      context: newRequestContext(signal),
    });
    return {
      pages: (url, {origin, advanced, signal}) => {
        const headers = advanced ? {headers: ADVANCED_QUERY_HEADERS} : {};
        return readPages(client, {...asked(signal), ...headers, url, origin});
      },
      count: async (url, {signal}) =>
        Number(await this.answer({...asked(signal), headers: COUNT_HEADERS, url, origin: 'count'})),
      object: (url, signal) => this.answer({...asked(signal), url, origin: 'object'}),
    };
  }

  private async answer(request: GraphRequest): Promise<unknown> {
    const {url, origin, context, headers} = request;
    const number = this.requests.push(decodeURIComponent(url.slice(BASE.length)));
    for (let turn = this.delayOf(number); turn > 0; turn -= 1) await immediate();
    context.signal.throwIfAborted();
    const {core} = this;
    const {pathname, search, searchParams} = new URL(url);
    const authorization = `Bearer ${core.tokens.issue()}`;
    const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
    const entry = {
      ...{method: 'GET', rawUrl: pathname + search, path: decodeURIComponent(pathname)},
      query: Object.fromEntries(searchParams),
      headers: {...Object.fromEntries(named), authorization} as Record<string, string>,
      ...{status: 0, at: core.now()},
    };
    try {
      const instead = this.onRequest(entry.rawUrl, number);
      return instead ?? JSON.parse(textOf(this.handle(core, entry, '').body));
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      const ids = {requestId: 'request', clientRequestId: 'request'};
      const text = JSON.stringify(errorBody(error, ids, core.now()));
      const response = {status: error.status, headers: {}, text, durationMs: 0};
      throw graphError(response, resolveFailure(response, {origin}, true), url);
    }
  }
}

function textOf(body: object | string | Buffer): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
