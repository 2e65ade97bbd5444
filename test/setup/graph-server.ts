/**
 * The hosts that Azure CLI talks to, for a person to point it at: sign-in, Azure Resource Manager
 * without a subscription, and app registrations.
 */
import {createServer} from 'node:http';
import type {IncomingMessage, RequestListener} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {answer} from './app-registrations';
import type {GraphResponse, Registrations} from './app-registrations';

export interface GraphServer {
  url: string;
  /** Method and path of every request. */
  requests: string[];
  close(): void;
}

const TENANT_ID = '11111111-2222-3333-4444-555555555555';

function token(url: string): string {
  const part = (content: object): string =>
    Buffer.from(JSON.stringify(content)).toString('base64url');
  const claims = {aud: url, tid: TENANT_ID, oid: TENANT_ID, appid: TENANT_ID, exp: 4102444800};
  return `${part({alg: 'RS256', typ: 'JWT'})}.${part(claims)}.signature`;
}

function signIn(url: string, path: string): object | undefined {
  const root = `${url}/${TENANT_ID}`;
  if (path.endsWith('/.well-known/openid-configuration')) {
    return {
      token_endpoint: `${root}/oauth2/v2.0/token`,
      authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
      issuer: `${root}/v2.0`,
    };
  }
  if (path.endsWith('/oauth2/v2.0/token')) {
    return {token_type: 'Bearer', expires_in: 3599, access_token: token(url)};
  }
  return path.startsWith('/subscriptions') ? {value: []} : undefined;
}

async function textOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** Over HTTP without a certificate, which the program in place of Azure CLI needs not. */
export async function startGraphServer(
  registrations: Registrations,
  certificate?: {cert: string; key: string},
): Promise<GraphServer> {
  const requests: string[] = [];
  const listener: RequestListener = (message, response) => {
    void textOf(message).then((body) => {
      const {method = 'GET', url: path = '/'} = message;
      requests.push(`${method} ${path}`);
      const signedIn = signIn(url, path.split('?')[0]!);
      const result: GraphResponse = signedIn
        ? {status: 200, body: signedIn}
        : answer(registrations, {method, url: path.replace(/^\/v1\.0/, ''), body});
      response.writeHead(result.status, {'content-type': 'application/json'});
      response.end(result.body && JSON.stringify(result.body));
    });
  };
  const server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  const url = certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  return {url, requests, close: () => server.close()};
}
