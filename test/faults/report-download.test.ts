import {DOWNLOAD_REFUSALS} from './kinds/refusals';
import {faultMatrix} from './matrix';
import {reportRows} from './report-family';

describe('the download of a usage report:', () => {
  faultMatrix(
    {
      stream: 'mailbox_usage_detail',
      syncMode: 'incremental',
      answered: 'file',
      match: (rawUrl) => rawUrl.startsWith('/reports-download/'),
      passing: 0,
      rows: reportRows('mailbox_usage_detail'),
    },
    DOWNLOAD_REFUSALS,
  );
});
