/** A body that is not read to its end holds its connection, unless it is destroyed. */
import {tmpdir} from 'node:os';
import {Readable} from 'node:stream';
import {downloadReport} from '../../../src/graph/reports/report-download';
import type {GraphRequest, GraphResponse, OpenResponse} from '../../../src/graph/request';
import type {ReportFile} from '../../../src/graph/reports/report-file';
import {DEFAULT_TIMEOUTS} from '../../../src/graph/timeouts';
import {newOwner} from '../../support/request-context';
import {expectNoOpenReports} from '../../support/open-reports';

expectNoOpenReports();

const LINK = 'https://reports.office.com/x?token=abc';
const CSV =
  'Report Refresh Date,User Principal Name\r\n' + '2026-02-27,ann@contoso.com\r\n'.repeat(3);

/** A response whose body has begun and never ends. */
function endless(
  status: number,
  text: string,
  headers: OpenResponse['headers'] = {},
): OpenResponse {
  const body = new Readable({read: () => undefined});
  body.push(text);
  return {status, headers, durationMs: 0, body};
}

function redirect(): OpenResponse {
  return endless(302, 'Moved.', {location: LINK});
}

interface Downloaded {
  asked: Pick<GraphRequest, 'url' | 'origin' | 'headers'>[];
  response?: GraphResponse<ReportFile>;
  error?: unknown;
}

/** Downloads a report for which these responses come, one after the other; nobody wants its rest. */
async function download(...responses: OpenResponse[]): Promise<Downloaded> {
  const asked: Downloaded['asked'] = [];
  const open = ({url, origin, headers}: GraphRequest): Promise<OpenResponse> => {
    asked.push({url, origin, ...(headers && {headers})});
    return Promise.resolve(responses[asked.length - 1]!);
  };
  const request: GraphRequest = {
    url: 'https://graph.microsoft.com/v1.0/r',
    origin: 'report',
    headers: {Authorization: 'Bearer token-1'},
    scope: 'report:r',
    context: newOwner(),
  };
  const timeouts = {...DEFAULT_TIMEOUTS, silenceMs: 50};
  const sending = downloadReport(
    {open, timeouts, now: () => 0, temporaryFolder: tmpdir()},
    () => false,
  )(request);
  try {
    const response = await sending;
    await response.body?.close();
    return {asked, response};
  } catch (error) {
    return {asked, error};
  }
}

test.each([302, 403, 404, 410, 429, 500, 503])(
  'a link that answers %d: its body and that of the redirect are destroyed',
  async (status) => {
    const responses = [redirect(), endless(status, 'no')];
    const {error} = await download(...responses);
    expect(error).toMatchObject({name: 'NetworkError', code: `HTTP_${status}`, hasResponse: true});
    expect(responses.map(({body}) => body.destroyed)).toEqual([true, true]);
  },
);

test('a redirect to no link: its body is destroyed', async () => {
  const response = endless(302, 'Moved.', {'request-id': 'id-1'});
  const {error} = await download(response);
  expect(error).toMatchObject({failureType: 'system_error'});
  expect(response.body.destroyed).toBe(true);
});

test('a report whose rest is not wanted: its body and that of the redirect are destroyed', async () => {
  const responses = [redirect(), endless(200, CSV)];
  const {response} = await download(...responses);
  expect(response?.body?.isWhole).toBe(false);
  expect(responses.map(({body}) => body.destroyed)).toEqual([true, true]);
});

test('what is no report: its body is destroyed', async () => {
  const response = endless(200, '<html>\r\n<p>Please\r\n<p>sign in\r\n');
  const {error} = await download(response);
  expect(error).toMatchObject({code: 'NOT_CSV'});
  expect(response.body.destroyed).toBe(true);
});

test('a refusal that never ends: its body is destroyed', async () => {
  const response = endless(403, '{"error":');
  const {error} = await download(response);
  expect(error).toMatchObject({name: 'NetworkError'});
  expect(response.body.destroyed).toBe(true);
});

test('the link is asked as a download, and without the token', async () => {
  const {asked} = await download(redirect(), endless(200, CSV));
  expect(asked[1]).toEqual({url: LINK, origin: 'download'});
});
