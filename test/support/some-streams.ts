import {loadStreams} from '../../src/streams/load';
import type {Stream} from '../../src/streams/stream';

/** One or more of every kind. A stream that is new changes nothing in what tests expect of these. */
const NAMES = new Set([
  'copilot_usage_user_detail',
  'directory_subscriptions',
  'email_activity_user_detail',
  'email_activity_user_detail_daily',
  'office365_activations_user_detail',
  'organization',
  'sharepoint_site_usage_detail',
  'sign_in_activity',
  'subscribed_skus',
  'teams_user_activity_user_detail',
  'user_licenses',
  'user_registration_details',
  'users',
]);

export async function someStreams(): Promise<Stream[]> {
  return (await loadStreams()).filter(({definition}) => NAMES.has(definition.name));
}
