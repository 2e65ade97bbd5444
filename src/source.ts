/** The composition root: each command loads only what it needs, so that `spec` starts at once. */
import type {ConnectorSpecification} from './airbyte/messages';
import type {Session, Source} from './airbyte/source';
import type {Config} from './config';
import {readSpecification} from './settings/specification';
import type {ConnectOptions} from './source/connect';

export interface SourceOptions extends ConnectOptions {
  environment: NodeJS.ProcessEnv;
}

export function createSource(options: SourceOptions): Source {
  const configure = async (
    settings: unknown,
    session: Session,
    onUnknown: 'refuse' | 'warn',
  ): Promise<Config> => {
    const {configure: parse} = await import('./source/configure');
    const now = (options.clock ?? {now: Date.now}).now();
    return parse(settings, session, {environment: options.environment, now, onUnknown});
  };
  return {
    spec: () => Promise.resolve(readSpecification() as unknown as ConnectorSpecification),

    check: async (settings, session) => {
      const config = await configure(settings, session, 'refuse');
      const {check} = await import('./source/check');
      return check(config, session, options);
    },

    discover: async (settings, session) => {
      if (settings !== undefined) await configure(settings, session, 'warn');
      const {discover} = await import('./source/discover');
      return discover();
    },

    read: async (request, session) => {
      const config = await configure(request.config, session, 'warn');
      const {read} = await import('./source/read');
      return read(config, {request, session}, options);
    },
  };
}
