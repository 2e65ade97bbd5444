import {defineDailyReport} from '../define-stream';

export default defineDailyReport({
  name: 'office365_active_user_detail_daily',
  dailyOf: 'office365_active_user_detail',
});
