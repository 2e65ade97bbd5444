import {missingFindings} from '../check/missing-permissions';
import type {Stream} from '../sync/load-streams';
import {isOffered} from '../sync/offered';
import type {Run} from './read';

/** What holds for all streams of a read is said once, before they start. */
export function tellAboutTheRun(run: Run, streams: Map<string, Stream>): void {
  const {messages} = run.session;
  const selected = run.request.streams.flatMap(
    ({descriptor}) => streams.get(descriptor.name) ?? [],
  );
  if (selected.some(({schema}) => 'sku_name' in schema.properties)) {
    messages.log('INFO', `Product names come from Microsoft's list of ${run.names.asOf}.`);
  }
  const {roles} = run.connection.client;
  if (roles) {
    // No permission helps where the cloud does not have the data.
    const isGlobal = run.config.cloud === 'global';
    const offered = selected.filter(({definition}) => isOffered(definition, isGlobal));
    for (const {level, text} of missingFindings(offered, roles)) messages.log(level, text);
  }
  const tenantWide = selected.filter(
    ({definition}) => definition.domainFilter.kind === 'tenant_wide',
  );
  if (tenantWide.length === 0 || run.config.domains.includes('*')) return;
  const names = tenantWide.map(({definition}) => definition.name).join(', ');
  messages.log(
    'INFO',
    `${names}: these cover the whole tenant, whatever the domains. ` +
      'Seat counts can therefore exceed the users that are shown.',
  );
}
