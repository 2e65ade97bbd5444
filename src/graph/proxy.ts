import {Agent} from 'node:https';
import {HttpsProxyAgent} from 'https-proxy-agent';
import {getProxyForUrl} from 'proxy-from-env';

/** The connections of one run: kept open, and through the proxy that the environment names. */
export class Connections {
  private readonly agents = new Map<string, Agent>();

  /** Heeds HTTPS_PROXY, ALL_PROXY and NO_PROXY, in capitals or not. */
  for(url: string): Agent {
    const proxy = getProxyForUrl(url);
    const known = this.agents.get(proxy);
    if (known) return known;
    const options = {keepAlive: true};
    const agent = proxy === '' ? new Agent(options) : new HttpsProxyAgent(proxy, options);
    this.agents.set(proxy, agent);
    return agent;
  }

  close(): void {
    for (const agent of this.agents.values()) agent.destroy();
  }
}
