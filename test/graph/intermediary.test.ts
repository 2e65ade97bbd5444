/** Web filters, portals and proxies that answer in place of Microsoft. */
import nock from 'nock';
import {TransientError} from '../../src/errors';
import {assertFromService, describeAnswer} from '../../src/graph/intermediary';
import type {Answer} from '../../src/graph/intermediary';
import type {RequestOrigin} from '../../src/graph/resolution';
import {
  LOGIN,
  TOKEN_PATH,
  answer,
  answerUnsigned,
  fakeGraph,
  grantToken,
  requestFor,
  useNock,
} from '../support/fake-graph';
import type {FakeGraph} from '../support/fake-graph';
import {tokenWith} from '../support/token-with';

useNock();

const HTML = {'content-type': 'text/html; charset=utf-8'};
const PAGE = '<!DOCTYPE html>\n<html><head><title>\n Access &amp; denied </title></head></html>';
const GRAPH_ERROR =
  '{"error":{"code":"Authorization_RequestDenied","message":"No.","innerError":{"request-id":"1"}}}';
/** What filters and portals say. */
const TEXTS = [
  '',
  'Forbidden',
  'OK',
  '{"message":"blocked"}',
  'null',
  '[]',
  '{"error":null}',
  '{"error":{}}',
  '{"error":"Forbidden"}',
  '{"error":{"code":403,"message":"Blocked by policy"}}',
  '{"error":{"code":"Forbidden","message":"Blocked by policy","innerError":{}}}',
  '{"error":{"code":"Forbidden","innerError":"request-id"}}',
];
const OAUTH_ERROR = '{"error":"invalid_client","error_codes":[7000222]}';

function isFromService(
  status: number,
  text: string,
  ...further: [headers?: Answer['headers'], origin?: RequestOrigin]
): boolean {
  const [headers = {}, origin = 'page_link'] = further;
  try {
    const asked = {url: 'https://graph.microsoft.com/x', origin};
    assertFromService({status, text, headers}, asked);
    return true;
  } catch {
    return false;
  }
}

describe('an answer is not of the service', () => {
  test.each([200, 203, 301, 302, 307, 400, 401, 403, 404, 410, 451, 500, 503, 511])(
    'where a page comes with %d',
    (status) => {
      expect(isFromService(status, PAGE, HTML)).toBe(false);
      expect(isFromService(status, '', HTML)).toBe(false);
      expect(isFromService(status, '<html><h1>Blocked</h1></html>')).toBe(false);
    },
  );

  test.each([
    200, 202, 204, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 407, 409, 451, 501, 505,
    520, 530, 599,
  ])('where %d comes without a sign of Microsoft', (status) => {
    for (const text of TEXTS) {
      expect([text, isFromService(status, text)]).toEqual([text, false]);
    }
  });

  test.each([
    '<?xml version="1.0"?>\n<html><title>x</title></html>',
    '<!-- portal --><!-- x --><HTML>',
    '<script>location="http://portal.example"</script>',
    '<meta http-equiv="refresh">',
  ])('where a page begins with %s, whatever its type', (text) => {
    expect(isFromService(503, text)).toBe(false);
    expect(isFromService(200, text, {'content-type': 'application/json'})).toBe(false);
  });

  test('where a page comes as XHTML', () => {
    expect(isFromService(503, '', {'content-type': 'application/xhtml+xml'})).toBe(false);
  });

  test.each(['first_request', 'object', 'report', 'token_endpoint'] as const)(
    'where it says 410 of what is no link (%s)',
    (origin) => {
      expect(isFromService(410, '', {}, origin)).toBe(false);
    },
  );

  test.each(['Basic realm="proxy"', 'Negotiate', 'NTLM'])('where a 401 asks for %s', (scheme) => {
    expect(isFromService(401, '', {'www-authenticate': scheme})).toBe(false);
  });

  test('where it asks for a sign-in to the network (511), whatever it looks like', () => {
    expect(isFromService(511, '')).toBe(false);
  });
});

describe('an answer is of the service', () => {
  test.each(['request-id', 'x-ms-request-id', 'client-request-id'])(
    'where it has the header %s, whatever else',
    (name) => {
      for (const status of [200, 302, 400, 401, 403, 404, 500]) {
        expect(isFromService(status, PAGE, {...HTML, [name]: 'id-1'})).toBe(true);
      }
    },
  );

  test.each([
    [400, GRAPH_ERROR],
    [403, GRAPH_ERROR],
    [400, '{"error":{"innererror":{"request-id":"1"}}}'],
    [401, OAUTH_ERROR],
    [400, '{"error":"invalid_request","trace_id":"1"}'],
    [400, '{"error":"invalid_request","correlation_id":"1"}'],
    [410, ''],
    [408, ''],
    [429, PAGE],
    [500, ''],
    [502, 'Bad Gateway'],
    [503, '{"message":"busy"}'],
    [504, ''],
    [509, ''],
    [200, '{"value":[{"displayName":"<html>"}]}'],
    [200, '{"id":"1"}'],
    [200, '{"@odata.context":"x"}'],
    [200, '{"access_token":"x"}'],
    [200, '{"token_endpoint":"x"}'],
  ])('where %d comes with %s', (status, text) => {
    expect(isFromService(status, text)).toBe(true);
  });

  test('where a 401 asks for a token', () => {
    expect(isFromService(401, '', {'www-authenticate': 'Bearer realm=""'})).toBe(true);
  });
});

test.each<[string, Answer]>([
  ['200, page "Access & denied"', {status: 200, text: PAGE, headers: HTML}],
  ['403, page "Blocked"', {status: 403, text: '<h1>Blocked</h1>', headers: {}}],
  ['403', {status: 403, text: '<html><p>x</p></html>', headers: HTML}],
  ['404', {status: 404, text: 'a secret text', headers: {}}],
  [
    '302, Location http://portal.example:8080/in',
    {status: 302, text: '', headers: {location: 'http://u:p@portal.example:8080/in?token=x#y'}},
  ],
  ['307, Location /sign-in', {status: 307, text: '', headers: {location: '/sign-in?token=x'}}],
])('is told as %s', (told, given) => {
  expect(describeAnswer(given).toString()).toBe(told);
});

const ADVICE = 'Ask the administrator of your network, proxy or web filter to allow that host.';

describe('Graph answered by a web filter', () => {
  const get = (graph: FakeGraph): Promise<unknown> => {
    const needs = [['User.Read.All']];
    return graph.client.getJson({...requestFor(graph, '/users'), needs});
  };

  test.each([200, 302, 400, 401, 403, 404, 407])('with %d is asked again', async (status) => {
    grantToken(tokenWith(['User.Read.All']));
    answerUnsigned('/users', status, PAGE, HTML);
    answer('/users', 200, {value: [1]});
    const graph = fakeGraph();
    await expect(get(graph)).resolves.toEqual({value: [1]});
    expect(graph.clock.sleeps).toEqual([1_000]);
    expect(graph.tokens).toHaveLength(1);
  });

  test.each([200, 302, 400, 401, 403, 404, 407])(
    'with %d for ever is a TransientError that names the network',
    async (status) => {
      grantToken(tokenWith(['User.Read.All']));
      for (let times = 0; times < 4; times += 1) answerUnsigned('/users', status, PAGE, HTML);
      const asked = get(fakeGraph({failuresMs: 10_000}));
      const error = await asked.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TransientError);
      const {message, fields} = error as TransientError;
      expect(message).toBe(
        'Something between this machine and graph.microsoft.com answered in its place ' +
          `(status ${status}, page "Access & denied"), also after several attempts. ${ADVICE}`,
      );
      expect(message.length).toBeLessThan(300);
      expect(fields.condition).toBe('intermediary_answered');
    },
  );

  test('that asks to wait is obeyed', async () => {
    grantToken();
    answerUnsigned('/users', 403, PAGE, {...HTML, 'retry-after': '17'});
    answer('/users', 200, {value: [1]});
    const graph = fakeGraph();
    await get(graph);
    expect(graph.clock.sleeps).toEqual([17_000]);
  });
});

describe('the login service answered by a portal', () => {
  test.each<[number, string, Record<string, string>, string]>([
    [200, PAGE, HTML, '200, page "Access & denied"'],
    [403, PAGE, HTML, '403, page "Access & denied"'],
    [400, 'Bad Request', {}, '400'],
    [404, '', {}, '404'],
    [403, '{"blocked":true}', {}, '403'],
    [302, '', {Location: 'http://portal.example/?to=x'}, '302, Location http://portal.example/'],
    [307, '', {Location: '/sign-in'}, '307, Location /sign-in'],
    [302, '', {}, '302'],
  ])('with %d "%s" for ever is no matter of the settings', async (...given) => {
    const [status, body, headers, told] = given;
    nock(LOGIN).post(TOKEN_PATH).query(true).times(4).reply(status, body, headers);
    const graph = fakeGraph({failuresMs: 10_000});
    const signIn = graph.client.authenticate(graph.context);
    const error = await signIn.catch((thrown: unknown) => thrown as Error);
    expect(error).toBeInstanceOf(TransientError);
    expect((error as Error).message).toBe(
      'Something between this machine and login.microsoftonline.com answered in its place ' +
        `(status ${told}), also after several attempts. ${ADVICE}`,
    );
    expect((error as Error).message.length).toBeLessThan(300);
    expect(graph.clock.sleeps).toEqual([1_000, 2_000, 4_000]);
  });
});

describe('a usage report answered by a portal', () => {
  const PATH = "/reports/getMailboxUsageDetail(period='D7')";
  const message = async (): Promise<string> => {
    const graph = fakeGraph({failuresMs: 500});
    const asked = graph.client.getReport(requestFor(graph, PATH, 'report:x'), () => true);
    const error = await asked.then(
      () => new Error('none'),
      (thrown: Error) => thrown,
    );
    expect(error).toBeInstanceOf(TransientError);
    return error.message;
  };

  test.each<[number, Record<string, string>, string]>([
    [302, {location: 'http://portal.example/'}, '302, Location http://portal.example/'],
    [302, {}, '302'],
    [403, HTML, '403, page "Access & denied"'],
    [200, HTML, '200, page "Access & denied"'],
    [302, {location: 'https://portal.example/in'}, '302, Location https://portal.example/in'],
  ])('with %d in place of Graph', async (status, headers, told) => {
    grantToken();
    answerUnsigned(PATH, status, PAGE, headers);
    expect(await message()).toContain(
      `between this machine and graph.microsoft.com answered in its place (status ${told})`,
    );
  });

  test.each<[string, number, Record<string, string>, string]>([
    ['with a page', 200, HTML, 'and reports.office.com answered in its place (status 200, page'],
    [
      'with a link to another host',
      302,
      {location: 'https://portal.example/x?y'},
      'and reports.office.com answered in its place (status 302, Location https://portal.example/x)',
    ],
    ['with a refusal', 403, HTML, 'from reports.office.com answered 403, page "Access & denied"'],
  ])('%s in place of the download', async (...[, status, headers, told]) => {
    grantToken();
    answer(PATH, 302, '', {location: 'https://reports.office.com/x'});
    nock('https://reports.office.com').get('/x').reply(status, PAGE, headers);
    expect(await message()).toContain(told);
  });
});
