import {listOf, message} from '../message-text';
import {isAvailableInCloud} from '../streams/load';
import {missingPermissionDiagnostics} from '../streams/missing-permissions';
import type {Stream} from '../streams/stream';
import type {SyncContext} from './sync-context';

/** Logs once, before any stream starts, what is known of the selected streams. */
export function logPreflightWarnings(sync: SyncContext, streams: Map<string, Stream>): void {
  const selected = sync.request.streams.flatMap(
    ({descriptor}) => streams.get(descriptor.name) ?? [],
  );
  logDateOfProductNames(sync, selected);
  logMissingPermissions(sync, selected);
  logTenantWide(sync, selected);
}

function logDateOfProductNames({session, names}: SyncContext, selected: Stream[]): void {
  if (!selected.some(({schema}) => 'sku_name' in schema.properties)) return;
  session.messages.log('INFO', `Product names come from Microsoft's list of ${names.asOf}.`);
}

function logMissingPermissions(sync: SyncContext, selected: Stream[]): void {
  const {roles} = sync.graphSession.client;
  if (!roles) return;
  // No permission helps where the cloud does not have the data.
  const isGlobal = sync.config.cloud === 'global';
  const available = selected.filter(({definition}) => isAvailableInCloud(definition, isGlobal));
  for (const {level, text} of missingPermissionDiagnostics(available, roles)) {
    sync.session.messages.log(level, text);
  }
}

/** Otherwise more seats than users would look like an error. */
function logTenantWide({config, session}: SyncContext, selected: Stream[]): void {
  const tenantWide = selected.filter(
    ({definition}) => definition.domainFilter.kind === 'tenant_wide',
  );
  if (tenantWide.length === 0 || config.domains.includes('*')) return;
  const names = listOf(tenantWide.map(({definition}) => definition.name));
  session.messages.log(
    'INFO',
    message`${names}: these cover the whole tenant, whatever the domains. Seat counts can therefore exceed the users that are shown.`,
  );
}
