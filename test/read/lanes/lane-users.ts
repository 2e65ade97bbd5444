/** A stream of users that is read in lanes where there are more than a few. */
import {byUserPrincipalName, noCursor} from '../../../src/streams/define-stream';
import type {Stream} from '../../../src/streams/stream';
import {streamOf} from '../../support/fake-pages';

export const FIELDS = ['id', 'userPrincipalName', 'synced_at'];

export const USERS: Stream = streamOf(FIELDS, {
  name: 'users',
  endpoint: '/users',
  select: 'schema',
  pageSizes: [999],
  cursor: noCursor({because: 'a test'}),
  domainFilter: byUserPrincipalName('userPrincipalName'),
  lanes: {field: 'userPrincipalName', changes: '/users/delta'},
  empty: 'impossible',
});
