/** The smallest client that can talk to the tenant: for the tenant's own tests. */
import type {IncomingHttpHeaders} from 'node:http';
import {Agent, request} from 'node:https';
import type {Tenant} from '../../tenant/tenant';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // Tests look into answers of every shape.
  json: Json;
}

export interface Json {
  [name: string]: unknown;
  value: Record<string, unknown>[];
  error: {code: string; message: string};
}

interface Sending {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

export const ADVANCED = {consistencylevel: 'eventual'};

export class GraphClient {
  readonly #tenant: Tenant;
  readonly #agent: Agent;
  #token = '';

  constructor(tenant: Tenant) {
    this.#tenant = tenant;
    this.#agent = new Agent({ca: tenant.certificatePem, keepAlive: true});
  }

  async signIn(): Promise<void> {
    const {tenantId, clientId, clientSecret, url} = this.#tenant;
    const form = new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
      scope: `${url}/.default`,
    });
    const reply = await this.postForm(tenantId, form);
    this.#token = String(reply.json['access_token']);
  }

  postForm(tenant: string, form: URLSearchParams): Promise<Reply> {
    const headers = {'content-type': 'application/x-www-form-urlencoded'};
    const path = `/${tenant}/oauth2/v2.0/token`;
    return this.send(path, {method: 'POST', headers, body: form.toString()});
  }

  /** A path below /v1.0, or a whole link. */
  get(pathOrLink: string, headers: Record<string, string> = {}): Promise<Reply> {
    const link = pathOrLink.startsWith('https:') ? pathOrLink : `/v1.0${pathOrLink}`;
    return this.send(link, {headers: {authorization: `Bearer ${this.#token}`, ...headers}});
  }

  send(pathOrLink: string, {method = 'GET', headers = {}, body = ''}: Sending): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const url = new URL(pathOrLink, this.#tenant.url);
      const sent = request(url, {method, headers, agent: this.#agent}, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('error', reject).on('end', () => {
          const {statusCode: status = 0, headers: received} = response;
          const isJson = String(received['content-type']).includes('json');
          const json = (isJson ? JSON.parse(text) : {}) as Json;
          resolve({status, headers: received, text, json});
        });
      });
      sent.on('error', reject).end(body);
    });
  }

  /** Every row of a list, and the last page. */
  async follow(
    link: string,
    options: {headers?: Record<string, string>; onPage?: (page: number) => void} = {},
  ): Promise<{rows: Record<string, unknown>[]; last: Json; pages: number}> {
    const rows: Record<string, unknown>[] = [];
    let next: unknown = link;
    let pages = 0;
    let last: Json | undefined;
    while (typeof next === 'string') {
      const reply = await this.get(next, options.headers);
      if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.text}`);
      last = reply.json;
      rows.push(...last.value);
      pages += 1;
      options.onPage?.(pages);
      next = last['@odata.nextLink'];
    }
    return {rows, last: last as Json, pages};
  }

  close(): void {
    this.#agent.destroy();
  }
}
