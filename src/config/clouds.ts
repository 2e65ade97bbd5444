import {isIPv4} from 'node:net';
import {message} from '../message-text';
import type {MessagePart} from '../message-text';
import {mistakeText, quoteText} from './shown-value';
import type {ValidationError} from './shown-value';

/**
 * The clouds of Microsoft 365; each has its own hosts, and no token is good in another one.
 * https://learn.microsoft.com/graph/deployments
 */
export interface Cloud {
  /** Scheme and host of the login service. */
  loginUrl: string;
  /** Another name of the same service, to which it sends the sign-in on. */
  loginAlias?: string;
  /** Scheme and host of Microsoft Graph. */
  graphUrl: string;
}

export const CLOUDS = {
  global: {
    loginUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
  },
  us_gov_l4: {
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://graph.microsoft.us',
  },
  us_gov_l5: {
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://dod-graph.microsoft.us',
  },
  china: {
    loginUrl: 'https://login.chinacloudapi.cn',
    loginAlias: 'https://login.partner.microsoftonline.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
  },
} as const satisfies Record<string, Cloud>;

export type CloudName = keyof typeof CLOUDS;

/**
 * What the names have in common that Microsoft, Azure's tools and people give the clouds, without
 * blanks and capitals, and the hosts of the clouds; the first that fits counts. Names of both clouds
 * for the US Government fit none.
 */
const OTHER_NAMES: readonly (readonly [mark: RegExp, cloud: CloudName])[] = [
  [/dod|l5/, 'us_gov_l5'],
  [/gcch|l4|graphmicrosoftus/, 'us_gov_l4'],
  [/vianet|china|^cn$/, 'china'],
  [/gcc|global|world|commercial|public(?!sector)|^azure(cloud)?$|^default$/, 'global'],
  [/(graphmicrosoft|microsoftonline)com/, 'global'],
];

/** What to enter in place of another name of a cloud; undefined where the value is no such name. */
export function cloudErrorText(value: unknown): MessagePart | undefined {
  if (typeof value !== 'string' || Object.hasOwn(CLOUDS, value)) return undefined;
  const name = value.toLowerCase().replace(/[^a-z0-9]/g, '');
  const [, meant] = OTHER_NAMES.find(([mark]) => mark.test(name)) ?? [];
  if (meant === undefined) return undefined;
  const isGcc = meant === 'global' && name.includes('gcc');
  const todo = isGcc ? 'GCC uses global (GCC High: us_gov_l4)' : `enter ${meant}`;
  return mistakeText('cloud', value, {todo});
}

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
): {url?: string; errors: ValidationError[]} {
  const value = endpoints?.[key]?.trim();
  if (!value) return {errors: []};
  const setting = `endpoints.${key}`;
  const is = message`is ${quoteText(withoutUser(value))}`;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || url.protocol !== 'https:' || url.pathname !== '/' || /[@?#]/.test(value)) {
    const text = message`${is} but must be https:// and a host, such as https://127.0.0.1:8443`;
    return {errors: [{setting, text}]};
  }
  if (isLoopback(url.hostname) || allowedHosts(environment).includes(url.host)) {
    return {url: url.origin, errors: []};
  }
  const text = message`${is}, a host that is not allowed here; leave the setting out for Microsoft's own hosts, or let the operator of this machine list the host in the environment variable ${ALLOWED_HOSTS}`;
  return {errors: [{setting, text}]};
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
