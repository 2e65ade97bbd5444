import {
  AUDIT_LOG_READ_ALL,
  USER_READ_ALL,
  byUserPrincipalName,
  defineStream,
  flattenSignIns,
  signInPasses,
} from '../define-stream';

export default defineStream({
  name: 'sign_in_activity',
  docs: 'https://learn.microsoft.com/graph/api/resources/signinactivity',
  endpoint: '/users',
  select: ['id', 'userPrincipalName', 'signInActivity'],
  pageSizes: [500, 120],
  omittedInLargePages: 'signInActivity',
  permissions: [AUDIT_LOG_READ_ALL, USER_READ_ALL],
  licence: 'Microsoft Entra ID P1',
  clouds: 'all',
  rateLimitScope: 'entra_reporting',
  primaryKey: ['id'],
  cursor: signInPasses(),
  domainFilter: byUserPrincipalName('userPrincipalName'),
  freshness: 'up to 24 hours',
  joins: '`id` = `id` of `users`, which also corrects deleted and renamed users',
  empty: 'possible',
  transform: flattenSignIns,
});
