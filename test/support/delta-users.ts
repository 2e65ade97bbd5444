import {byUserPrincipalName, deltaLink} from '../../src/streams/define-stream';
import type {Stream} from '../../src/streams/stream';
import {streamOf} from './fake-pages';

/** Users by a delta link, with these properties beside those that every user has. */
export function deltaUsers(...properties: string[]): Stream {
  const fields = ['id', 'userPrincipalName', ...properties, '_ab_cdc_deleted_at', 'synced_at'];
  return streamOf(fields, {
    name: 'users',
    endpoint: '/users',
    select: 'schema',
    cursor: deltaLink({endpoint: '/users/delta', deletedItems: '/deleted'}),
    domainFilter: byUserPrincipalName('userPrincipalName'),
    empty: 'impossible',
  });
}
