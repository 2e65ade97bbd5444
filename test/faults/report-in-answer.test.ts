import {GRAPH_REFUSALS, PASSING_REFUSALS} from './kinds/refusals';
import {faultMatrix} from './matrix';
import {reportRows} from './report-family';

describe('a usage report that Graph itself sends:', () => {
  faultMatrix(
    {
      stream: 'copilot_usage_user_detail',
      syncMode: 'full_refresh',
      answered: 'file',
      match: (rawUrl) => rawUrl.startsWith('/v1.0/copilot/reports/'),
      passing: 0,
      rows: reportRows('copilot_usage_user_detail'),
    },
    [...GRAPH_REFUSALS, ...PASSING_REFUSALS],
  );
});
