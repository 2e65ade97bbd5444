import {defineDailyReport} from '../define-stream';

export default defineDailyReport({
  name: 'teams_user_activity_user_detail_daily',
  dailyOf: 'teams_user_activity_user_detail',
});
