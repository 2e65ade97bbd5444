import {setMaxListeners} from 'node:events';
import type {ClientRequest} from 'node:http';
import {Agent} from 'node:https';
import {getDefaultAutoSelectFamilyAttemptTimeout} from 'node:net';
import {HttpsProxyAgent} from 'https-proxy-agent';
import {proxyFor} from './proxy';

/**
 * How long one address of a host may take to connect before the next is tried. Node's own 250 ms give
 * up on addresses that are only far away, and a lost SYN is sent again after a second only.
 * https://nodejs.org/api/net.html#socketconnectoptions-connectlistener
 */
const CONNECT_ATTEMPT_MS = 2_500;

/** For the host, or for the proxy on the way to it. */
function connectOptions(): {keepAlive: true; autoSelectFamilyAttemptTimeout: number} {
  // Whoever runs the machine may have asked Node for more.
  const attemptMs = Math.max(CONNECT_ATTEMPT_MS, getDefaultAutoSelectFamilyAttemptTimeout());
  return {keepAlive: true, autoSelectFamilyAttemptTimeout: attemptMs};
}

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
      proxy === '' ? new Agent(connectOptions()) : createProxyAgent(proxy, this.closing.signal);
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
  const agent = new HttpsProxyAgent(proxy, {...connectOptions(), signal: closing});
  // Its refusal would otherwise pass for an answer of the host.
  agent.on('proxyConnect', ({statusCode}: {statusCode: number}, request: ClientRequest) => {
    if (statusCode === 200) return;
    const code = `PROXY_${statusCode}`;
    request.destroy(Object.assign(new Error(`the proxy answered ${statusCode}`), {code}));
  });
  return agent;
}
