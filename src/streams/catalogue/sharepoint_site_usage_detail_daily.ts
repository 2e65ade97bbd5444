import {defineDailyReport} from '../define-stream';

export default defineDailyReport({
  name: 'sharepoint_site_usage_detail_daily',
  dailyOf: 'sharepoint_site_usage_detail',
});
