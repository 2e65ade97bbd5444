import {defineDailyReport} from '../define-stream';

export default defineDailyReport({
  name: 'teams_device_usage_user_detail_daily',
  dailyOf: 'teams_device_usage_user_detail',
});
