import {leastSeconds} from '../../bench/least-time';
import type {RateLimitScope} from '../../src/graph/request';
import type {RequestLogEntry} from '../../tenant/tenant';

const SIGN_INS = '/v1.0/users?$select=id,signInActivity&$top=500';
const REGISTRATIONS = '/v1.0/reports/authenticationMethods/userRegistrationDetails?$top=999';
const TEAMS = "/v1.0/reports/getTeamsUserActivityUserDetail(period='D7')";

function requests(...counts: [url: string, count: number, status?: number][]): RequestLogEntry[] {
  return counts.flatMap(([rawUrl, count, status = 200]) =>
    Array.from({length: count}, () => {
      const [path = ''] = rawUrl.split('?');
      return {path, rawUrl, status} as RequestLogEntry;
    }),
  );
}

test.each<[scope: RateLimitScope, seconds: number, requests: RequestLogEntry[]]>([
  ['entra_reporting', 0, []],
  ['entra_reporting', 0, requests([SIGN_INS, 5])],
  ['entra_reporting', 10, requests([SIGN_INS, 6])],
  ['entra_reporting', 580, requests([SIGN_INS, 200], [REGISTRATIONS, 94])],
  ['entra_reporting', 0, requests([SIGN_INS, 5], [SIGN_INS, 5, 429])],
  ['entra_reporting', 0, requests(['/v1.0/users?$select=id', 500])],
  ['directory', 0, requests(['/v1.0/users?$select=id', 500])],
  ['report:/reports/getTeamsUserActivityUserDetail', 0, requests([TEAMS, 14, 302])],
  ['report:/reports/getTeamsUserActivityUserDetail', 600, requests([TEAMS, 15, 302])],
  ['report:/reports/getTeamsUserActivity', 0, requests([TEAMS, 15, 302])],
])('%s takes at least %d s', (scope, seconds, asked) => {
  expect(leastSeconds(scope, asked)).toBe(seconds);
});
