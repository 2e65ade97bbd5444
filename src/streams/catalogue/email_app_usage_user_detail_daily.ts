import {defineDailyReport} from '../define-stream';

export default defineDailyReport({
  name: 'email_app_usage_user_detail_daily',
  dailyOf: 'email_app_usage_user_detail',
});
