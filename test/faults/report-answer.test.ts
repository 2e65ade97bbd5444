import {reportRows} from './report-family';
import {faultMatrix} from './matrix';

describe('the question for a usage report:', () => {
  faultMatrix({
    stream: 'mailbox_usage_detail',
    syncMode: 'incremental',
    answered: 'link',
    match: (rawUrl) => rawUrl.includes('/getMailboxUsageDetail('),
    passing: 0,
    rows: reportRows('mailbox_usage_detail'),
  });
});
