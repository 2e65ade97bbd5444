import {defineDailyReport} from '../define-stream';

export default defineDailyReport({
  name: 'email_activity_user_detail_daily',
  dailyOf: 'email_activity_user_detail',
});
