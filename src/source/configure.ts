import type {Session} from '../airbyte/source';
import {parseConfig, secretsIn} from '../config';
import type {Config} from '../config';
import {ConfigError} from '../errors';

/**
 * Validates the settings and keeps their secrets out of every message from here on.
 * @throws ConfigError for wrong settings, and for unknown ones where they are to be refused.
 */
export function configure(
  settings: unknown,
  {messages, redactor}: Session,
  {environment, onUnknown}: {environment: NodeJS.ProcessEnv; onUnknown: 'refuse' | 'warn'},
): Config {
  for (const secret of secretsIn(settings)) redactor.add(secret);
  const {config, warnings} = parseConfig(settings, environment);
  if (warnings.length > 0 && onUnknown === 'refuse') {
    throw new ConfigError(`The settings cannot be used: ${warnings.join('; ')}.`);
  }
  for (const warning of warnings) messages.log('WARN', `Ignored: ${warning}.`);
  return config;
}
