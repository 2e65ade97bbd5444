import {defineDailyReport} from '../define-stream';

export default defineDailyReport({
  name: 'yammer_activity_user_detail_daily',
  dailyOf: 'yammer_activity_user_detail',
});
