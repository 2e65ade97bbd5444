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
    return parse(settings, session, {environment: options.environment, now, findings});
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
