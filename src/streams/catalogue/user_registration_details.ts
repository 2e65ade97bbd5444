import {AUDIT_LOG_READ_ALL, byUserPrincipalName, defineStream, fullScan} from '../define-stream';

export default defineStream({
  name: 'user_registration_details',
  docs: 'https://learn.microsoft.com/graph/api/authenticationmethodsroot-list-userregistrationdetails',
  endpoint: '/reports/authenticationMethods/userRegistrationDetails',
  select: 'none',
  pageSizes: [999],
  permissions: [AUDIT_LOG_READ_ALL],
  licence: 'Microsoft Entra ID P1',
  clouds: 'all',
  rateLimitScope: 'entra_reporting',
  primaryKey: ['id'],
  cursor: fullScan({because: 'the service has no reliable date of change'}),
  domainFilter: byUserPrincipalName('userPrincipalName', {
    because: 'the report does not support a filter by the end of a name',
  }),
  freshness: 'up to 24 hours; disabled users are not in it',
  joins: '`id` = `id` of `users` (left join: disabled users are missing)',
  empty: 'possible',
});
