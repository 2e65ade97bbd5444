import {setMaxListeners} from 'node:events';
import type {ClientRequest} from 'node:http';
import {Agent} from 'node:https';
import {HttpsProxyAgent} from 'https-proxy-agent';
import {getProxyForUrl} from 'proxy-from-env';
import {ConfigError} from '../errors';

/** The connections of one run: kept open, and through the proxy that the environment names. */
export class AgentPool {
  private readonly agents = new Map<string, Agent>();
  private readonly closing = new AbortController();

  constructor() {
    // Each connection to a proxy listens; Node would warn on standard error of more than ten.
    setMaxListeners(0, this.closing.signal);
  }

  /**
   * Heeds HTTPS_PROXY, ALL_PROXY and NO_PROXY, in capitals or not.
   * @throws ConfigError when the proxy is no address.
   */
  for(url: string): Agent {
    const proxy = getProxyForUrl(url);
    const known = this.agents.get(proxy);
    if (known) return known;
    const agent =
      proxy === '' ? new Agent({keepAlive: true}) : createProxyAgent(proxy, this.closing.signal);
    this.agents.set(proxy, agent);
    return agent;
  }

  close(): void {
    for (const agent of this.agents.values()) agent.destroy();
    this.closing.abort();
  }
}

/** The proxy on the way to a URL, without its password; undefined where there is none. */
export function proxyHost(url: string): string | undefined {
  const proxy = getProxyForUrl(url);
  return proxy !== '' && URL.canParse(proxy) ? new URL(proxy).host : undefined;
}

/** The proxy on the way to a URL, as a part of a sentence. */
export function viaProxy(url: string): string {
  const proxy = proxyHost(url);
  return proxy === undefined ? '' : ` through the proxy ${proxy}`;
}

/** The agent does not know of a connection before the proxy has answered, so `closing` ends that. */
function createProxyAgent(proxy: string, closing: AbortSignal): Agent {
  if (!URL.canParse(proxy) || !/^https?:$/.test(new URL(proxy).protocol)) {
    throw new ConfigError(
      'The environment variable HTTPS_PROXY (or ALL_PROXY) holds no address of a proxy. ' +
        'Set it to http:// with its host and port, such as http://proxy.example:3128.',
    );
  }
  const agent = new HttpsProxyAgent(proxy, {keepAlive: true, signal: closing});
  // Its refusal would otherwise pass for an answer of the host.
  agent.on('proxyConnect', ({statusCode}: {statusCode: number}, request: ClientRequest) => {
    if (statusCode === 200) return;
    const code = `PROXY_${statusCode}`;
    request.destroy(Object.assign(new Error(`the proxy answered ${statusCode}`), {code}));
  });
  return agent;
}
