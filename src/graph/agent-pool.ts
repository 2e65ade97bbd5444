import {setMaxListeners} from 'node:events';
import type {ClientRequest} from 'node:http';
import {Agent} from 'node:https';
import {HttpsProxyAgent} from 'https-proxy-agent';
import {proxyFor} from './proxy';

/** The connections of one run: kept open, and through the proxy that the environment names. */
export class AgentPool {
  private readonly agents = new Map<string, Agent>();
  private readonly closing = new AbortController();

  constructor() {
    // Each connection to a proxy listens; Node would warn on standard error of more than ten.
    setMaxListeners(0, this.closing.signal);
  }

  /** @throws ConfigError when the proxy is no address. */
  for(url: string): Agent {
    const proxy = proxyFor(url)?.href ?? '';
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

/** The agent does not know of a connection before the proxy has answered, so `closing` ends that. */
function createProxyAgent(proxy: string, closing: AbortSignal): Agent {
  const agent = new HttpsProxyAgent(proxy, {keepAlive: true, signal: closing});
  // Its refusal would otherwise pass for an answer of the host.
  agent.on('proxyConnect', ({statusCode}: {statusCode: number}, request: ClientRequest) => {
    if (statusCode === 200) return;
    const code = `PROXY_${statusCode}`;
    request.destroy(Object.assign(new Error(`the proxy answered ${statusCode}`), {code}));
  });
  return agent;
}
