import {byUserPrincipalName, deltaLink} from '../../src/streams/define-stream';
import type {Stream} from '../../src/streams/stream';
import {streamOf} from './fake-pages';

/** Users by a delta link, with these properties beside those that every user has. */
export function deltaUsers(...properties: string[]): Stream {
  return streamOf(fieldsWith(properties), DEFINITION);
}

/** The same, with their managers. */
export function deltaUsersWithManager(...properties: string[]): Stream {
  const relationship = {name: 'manager', field: 'manager_id'};
  return streamOf(fieldsWith([...properties, 'manager_id']), {...DEFINITION, relationship});
}

function fieldsWith(properties: readonly string[]): string[] {
  return ['id', 'userPrincipalName', ...properties, '_ab_cdc_deleted_at', 'synced_at'];
}

const DEFINITION: Parameters<typeof streamOf>[1] = {
  name: 'users',
  endpoint: '/users',
  select: 'schema',
  cursor: deltaLink({endpoint: '/users/delta', deletedItems: '/deleted'}),
  domainFilter: byUserPrincipalName('userPrincipalName'),
  empty: 'impossible',
};
