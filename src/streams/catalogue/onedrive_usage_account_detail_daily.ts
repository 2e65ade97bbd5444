import {defineDailyReport} from '../define-stream';

export default defineDailyReport({
  name: 'onedrive_usage_account_detail_daily',
  dailyOf: 'onedrive_usage_account_detail',
});
