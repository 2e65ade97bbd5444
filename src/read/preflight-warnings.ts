import {missingPermissionDiagnostics} from '../streams/missing-permissions';
import type {Stream} from '../streams/load';
import {isAvailableInCloud} from '../streams/load';
import type {SyncContext} from './sync-context';

/** What holds for all streams of a read is said once, before they start. */
export function logPreflightWarnings(sync: SyncContext, streams: Map<string, Stream>): void {
  const {messages} = sync.session;
  const selected = sync.request.streams.flatMap(
    ({descriptor}) => streams.get(descriptor.name) ?? [],
  );
  if (selected.some(({schema}) => 'sku_name' in schema.properties)) {
    messages.log('INFO', `Product names come from Microsoft's list of ${sync.names.asOf}.`);
  }
  const {roles} = sync.graphSession.client;
  if (roles) {
    // No permission helps where the cloud does not have the data.
    const isGlobal = sync.config.cloud === 'global';
    const available = selected.filter(({definition}) => isAvailableInCloud(definition, isGlobal));
    for (const {level, text} of missingPermissionDiagnostics(available, roles))
      messages.log(level, text);
  }
  const tenantWide = selected.filter(
    ({definition}) => definition.domainFilter.kind === 'tenant_wide',
  );
  if (tenantWide.length === 0 || sync.config.domains.includes('*')) return;
  const names = tenantWide.map(({definition}) => definition.name).join(', ');
  messages.log(
    'INFO',
    `${names}: these cover the whole tenant, whatever the domains. ` +
      'Seat counts can therefore exceed the users that are shown.',
  );
}
