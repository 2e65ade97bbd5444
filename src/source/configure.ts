import type {Session} from '../airbyte/source';
import {parseConfig} from '../config';
import type {Config, Surroundings} from '../config';
import {ConfigError} from '../errors';
import {secretsIn} from '../settings/credentials';
import {secretExpiry} from '../settings/secret-expiry';

/**
 * Validates the settings and keeps their secrets out of every message from here on.
 * @throws ConfigError for wrong settings, and for unknown ones where they are to be refused.
 */
export function configure(
  settings: unknown,
  {messages, redactor}: Session,
  {environment, now, onUnknown}: Surroundings & {onUnknown: 'refuse' | 'warn'},
): Config {
  for (const secret of secretsIn(settings)) redactor.add(secret);
  const {config, warnings} = parseConfig(settings, {environment, now});
  if (warnings.length > 0 && onUnknown === 'refuse') {
    throw new ConfigError(`The settings cannot be used: ${warnings.join('; ')}.`);
  }
  for (const warning of warnings) messages.log('WARN', `Ignored: ${warning}.`);
  const expiry = secretExpiry(config.credentials, now);
  if (expiry) messages.log('WARN', expiry);
  return config;
}
