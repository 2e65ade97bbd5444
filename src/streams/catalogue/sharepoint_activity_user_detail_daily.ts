import {defineDailyReport} from '../define-stream';

export default defineDailyReport({
  name: 'sharepoint_activity_user_detail_daily',
  dailyOf: 'sharepoint_activity_user_detail',
});
