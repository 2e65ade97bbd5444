/** The proxy that the environment names for a URL. Its password is in no message. */
import {getProxyForUrl} from 'proxy-from-env';
import {ConfigError} from '../errors';
import {detail, foreignName} from '../message-text';
import type {MessagePart} from '../message-text';
import {inSetupGuide} from '../setup-guide';

/** In the order in which they count, as of curl and most other programs. */
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/** A number alone would be taken for an IPv4 address. */
const NUMBER = /^https?:\/\/\d+(:|\/|$)/i;

const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;

/**
 * Heeds HTTPS_PROXY, ALL_PROXY and NO_PROXY, in capitals or not. Without a scheme it means http.
 * @returns undefined where there is none.
 * @throws ConfigError for what is no address of a proxy.
 */
export function proxyFor(url: string): URL | undefined {
  if (getProxyForUrl(url) === '') return undefined;
  const name = proxyVariable();
  if (name === undefined) return undefined;
  const value = process.env[name]!.trim();
  const proxy = parseProxy(value);
  if (proxy) return proxy;
  throw new ConfigError(
    `The environment variable ${name} is not the address of a proxy. Set it to http://host:port, or to ` +
      'http://user:password@host:port, and percent-encode the password: %23 for #, %25 for %, ' +
      `%2F for /, %40 for @ ${inSetupGuide('messages')}.`,
  );
}

/** The variable that names the proxy; undefined where none does. */
export function proxyVariable(): string | undefined {
  return VARIABLES.find((variable) => process.env[variable]?.trim());
}

/** A name, an IPv4 or an IPv6 address, without quotation marks. */
const HOST = /^(\[[\da-f:.]+\]|[\p{L}\p{N}._-]+)$/iu;

/**
 * What follows the host cannot hold an @, unless a password ends too early at one of its marks. Only
 * where a scheme is named can anything follow: `http:/proxy` names none.
 */
function parseProxy(value: string): URL | undefined {
  const hasScheme = SCHEME.test(value);
  const text = hasScheme ? value : `http://${value}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (!proxy || !/^https?:$/.test(proxy.protocol)) return undefined;
  const rest = `${proxy.pathname}${proxy.search}${proxy.hash}`;
  if (hasScheme ? rest.includes('@') : rest !== '/') return undefined;
  if (!HOST.test(proxy.hostname) || NUMBER.test(text)) return undefined;
  return passwordsOf(proxy) && proxy;
}

/** Before and after its decoding; undefined where it cannot be decoded. */
function passwordsOf({username, password}: URL): string[] | undefined {
  try {
    decodeURIComponent(username);
    return [password, decodeURIComponent(password)];
  } catch {
    return undefined;
  }
}

/** What must be kept out of messages. */
export function proxySecrets(url: string): string[] {
  const proxy = proxyFor(url);
  return (proxy && passwordsOf(proxy)) ?? [];
}

/** The proxy on the way to a URL, without its password; undefined where there is none. */
export function proxyHost(url: string): string | undefined {
  return proxyFor(url)?.host;
}

/** The proxy on the way to a URL, as a part of a sentence. */
export function viaProxy(url: string): MessagePart {
  const proxy = proxyHost(url);
  return proxy === undefined ? '' : detail` through the proxy ${foreignName(proxy)}`;
}
