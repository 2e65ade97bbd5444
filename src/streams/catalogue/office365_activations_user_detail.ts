import {byUserPrincipalName, defineReport} from '../define-stream';

export default defineReport({
  name: 'office365_activations_user_detail',
  docs: 'https://learn.microsoft.com/graph/api/reportroot-getoffice365activationsuserdetail',
  endpoint: '/reports/getOffice365ActivationsUserDetail',
  takes: 'nothing',
  naturalKey: ['userPrincipalName', 'productType'],
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
});
