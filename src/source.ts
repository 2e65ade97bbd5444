/** The composition root: each command loads only what it needs, so that `spec` starts at once. */
import type {ConnectorSpecification} from './airbyte/messages';
import type {Session, Source} from './airbyte/source';
import type {Config} from './config/config';
import {readSpecification} from './config/spec';
import type {GraphSessionOptions} from './graph-session';

export interface SourceOptions extends GraphSessionOptions {
  environment: NodeJS.ProcessEnv;
}

export function createSource(options: SourceOptions): Source {
  const loadConfig = async (
    settings: unknown,
    session: Session,
    findings: 'in_status' | 'in_logs',
  ): Promise<Config> => {
    const {loadConfig: parse} = await import('./config/config');
    const now = (options.clock ?? {now: Date.now}).now();
    const config = parse(settings, session, {environment: options.environment, now, findings});
    if (config.pseudonymKey !== undefined) await hidePeople(config.pseudonymKey, config, session);
    return config;
  };
  return {
    spec: () => Promise.resolve(readSpecification() as unknown as ConnectorSpecification),

    check: async (settings, session) => {
      const config = await loadConfig(settings, session, 'in_status');
      const {check} = await import('./check/check');
      return check(config, session, options);
    },

    discover: async (settings, session) => {
      if (settings !== undefined) await loadConfig(settings, session, 'in_logs');
      const {discover} = await import('./discover');
      return discover();
    },

    read: async (request, session) => {
      const config = await loadConfig(request.config, session, 'in_logs');
      const {read} = await import('./read/read');
      return read(config, {request, session}, options);
    },
  };
}

/** Rows are not all that can tell of people: messages of whichever command do not either. */
async function hidePeople(
  key: string,
  {tenantId, clientId}: Config,
  {redactor}: Session,
): Promise<void> {
  const [{Pseudonyms}, {pseudonymizeText}] = await Promise.all([
    import('./personal-data/pseudonyms'),
    import('./personal-data/personal-text'),
  ]);
  const pseudonyms = new Pseudonyms(key);
  const known = new Set([tenantId, clientId]);
  redactor.hidePeopleBy((text) => pseudonymizeText(text, pseudonyms, known));
}
