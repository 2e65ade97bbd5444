import {defineDailyReport} from '../define-stream';

export default defineDailyReport({
  name: 'onedrive_activity_user_detail_daily',
  dailyOf: 'onedrive_activity_user_detail',
});
