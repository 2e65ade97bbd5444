import {defineDailyReport} from '../define-stream';

export default defineDailyReport({
  name: 'm365_app_user_detail_daily',
  dailyOf: 'm365_app_user_detail',
});
