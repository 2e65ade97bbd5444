import {isIPv4} from 'node:net';
import {quoteText} from './form';
import type {Problem} from './form';

/** Names the hosts that may be set besides those of this machine, separated by commas. */
export const ALLOWED_HOSTS = 'SOURCE_MICROSOFT_365_ALLOWED_HOSTS';

type EndpointKey = 'graph_url' | 'login_url';

/**
 * Checks one of the `endpoints`. Whoever may edit a connection must not be able to send its secret
 * to a host of their own, so only the operator of the machine can allow one.
 * @returns scheme and host, or undefined where the setting is absent.
 */
export function parseEndpoint(
  key: EndpointKey,
  endpoints: Partial<Record<EndpointKey, string>> | undefined,
  environment: NodeJS.ProcessEnv,
): {url?: string; problems: Problem[]} {
  const value = endpoints?.[key]?.trim();
  if (!value) return {problems: []};
  const setting = `endpoints.${key}`;
  const is = `is ${quoteText(withoutUser(value))}`;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || url.protocol !== 'https:' || url.pathname !== '/' || /[@?#]/.test(value)) {
    const text = `${is} but must be https:// and a host, such as https://127.0.0.1:8443`;
    return {problems: [{setting, text}]};
  }
  if (isLoopback(url.hostname) || allowedHosts(environment).includes(url.host)) {
    return {url: url.origin, problems: []};
  }
  const text =
    `${is}, a host that is not allowed here; leave the setting out for Microsoft's own hosts, ` +
    `or let the operator of this machine add ${url.host} to the environment variable ${ALLOWED_HOSTS}`;
  return {problems: [{setting, text}]};
}

/** A name before the host may come with a password. */
function withoutUser(value: string): string {
  return value.replace(/^(\w+:\/\/)?[^]*@/, '$1');
}

function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  return isIPv4(hostname) && hostname.startsWith('127.');
}

function allowedHosts(environment: NodeJS.ProcessEnv): string[] {
  const hosts = environment[ALLOWED_HOSTS]?.split(',') ?? [];
  return hosts.map((host) => host.trim().toLowerCase()).filter(Boolean);
}
