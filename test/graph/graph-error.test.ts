import {TransientError} from '../../src/errors';
import type {ConnectorError} from '../../src/errors';
import {graphError, resolveFailure} from '../../src/graph/graph-error';
import type {GraphResponse} from '../../src/graph/request';

const URL_WITH_TOKEN = 'https://graph.microsoft.com/v1.0/users?$skiptoken=abc';

function response(status: number, text = '', headers = {}): GraphResponse<unknown> {
  return {status, headers, text, durationMs: 0};
}

function saying(status: number, code: string, message = ''): GraphResponse<unknown> {
  return response(status, JSON.stringify({error: {code, message}}));
}

function errorFor(answer: GraphResponse<unknown>): ConnectorError {
  const failure = resolveFailure(answer, {origin: 'first_request'}, false);
  return graphError(answer, failure, URL_WITH_TOKEN);
}

test('of a long text the message has the beginning, and its whole text what is worth a log', () => {
  const error = errorFor(saying(418, 'X', 'word '.repeat(1_000)));
  expect(error.message).toMatch(/418 for \/v1\.0\/users, X: (word ){20,}word…$/);
  expect(error.message.length).toBeLessThan(300);
  expect(error.messageText.whole).toMatch(/418 for \/v1\.0\/users, X: (word ){300,}word…$/);
  expect(error.fields.text?.length).toBeLessThanOrEqual(2_000);
});

describe('the message', () => {
  const error = {code: 'X', message: 'Gone 100%s.'};

  test.each([
    [
      'code, text and request-id of the header',
      response(418, JSON.stringify({error}), {'request-id': 'id-1'}),
      '418 for /v1.0/users, X: Gone 100%s (request-id id-1)',
    ],
    [
      'request-id of innerError',
      response(418, JSON.stringify({error: {...error, innerError: {'request-id': 'id-2'}}})),
      '418 for /v1.0/users, X: Gone 100%s (request-id id-2)',
    ],
    [
      'request-id of innererror in lower case',
      response(418, JSON.stringify({error: {...error, innererror: {'request-id': 'id-3'}}})),
      '418 for /v1.0/users, X: Gone 100%s (request-id id-3)',
    ],
    ['an empty code', saying(418, '', 'Gone.'), '418 for /v1.0/users, Gone.'],
    ['an empty text', saying(418, 'X', ''), '418 for /v1.0/users, X'],
  ])('names %s', (_what, answer, said) => {
    expect(errorFor(answer).message).toBe(`Microsoft Graph did not accept the request: ${said}`);
  });

  test.each([
    ['nothing', ''],
    ['HTML', '<html><body><h1>Bad Gateway</h1></body></html>'],
    ['JSON cut short', '{"error": {"code": "X"'],
    ['null', 'null'],
    ['a number', '5'],
    ['a list', '[{"error": 1}]'],
    ['an error that is a text', '{"error": "invalid_grant"}'],
    ['an error that is null', '{"error": null}'],
    ['a code that is a number', '{"error": {"code": 5, "message": {"value": "x"}}}'],
    ['an innerError that is a text', '{"error": {"innerError": "x"}}'],
    ['an innerError that is null', '{"error": {"innerError": null}}'],
    ['a request-id that is a number', '{"error": {"innerError": {"request-id": 5}}}'],
  ])('copes with %s', (_what, text) => {
    const error = errorFor(response(502, text));
    expect(error).toBeInstanceOf(TransientError);
    expect(error.message).toBe(
      'Microsoft Graph has an internal problem: 502 for /v1.0/users, no error text',
    );
  });

  test('never has the query of the URL, which may hold a token', () => {
    expect(errorFor(response(500)).message).not.toContain('skiptoken');
  });

  test('a long text is cut', () => {
    const {message} = errorFor(saying(400, 'X', 'y'.repeat(5_000)));
    expect(message.length).toBeLessThan(700);
  });
});

test('what Graph said stays with the error in its fields', () => {
  const answer = response(404, JSON.stringify({error: {code: 'NotFound', message: 'No.'}}), {
    'request-id': 'id-1',
  });
  expect(errorFor(answer).fields).toEqual({
    status: 404,
    code: 'NotFound',
    text: 'No.',
    quoted: ['No.', 'No'],
    requestId: 'id-1',
    condition: 'not_found',
  });
});

describe('what a body says is looked up', () => {
  const resolvedAs = (text: string, headers = {}): string => {
    const failure = resolveFailure(response(409, text, headers), {origin: 'page_link'}, false);
    return failure.row.action;
  };

  test.each([
    ['in an inner error', {error: {code: 'UnknownError', innerError: {code: 'TooManyRequests'}}}],
    [
      'in an inner error of an inner error',
      {error: {innererror: {innerError: {message: 'Request limit exceeded'}}}},
    ],
    ['in a form that is not of Graph', {message: 'Rate limit is exceeded.'}],
    ['in an error that is a text', {error: 'too_many_requests: too many requests'}],
  ])('%s', (_what, body) => {
    expect(resolvedAs(JSON.stringify(body))).toBe('wait');
  });

  test.each([
    ['without any form', 'Too many requests'],
    ['in the title of a page', '<html><head><title>Too Many Requests</title></head></html>'],
  ])('%s', (_what, body) => {
    expect(resolvedAs(body)).toBe('wait');
  });

  test.each([
    ['an inner error that names it', JSON.stringify({error: {innerError: {code: 'LockedRow'}}})],
    ['a text that names it', 'The row is locked.'],
    ['a page whose title names it', '<html><title>The row is locked</title></html>'],
  ])('%s is a reason', (_what, body) => {
    expect(resolvedAs(body)).toBe('fail');
  });

  test.each([
    ['nothing', ''],
    ['the name of the status', 'Conflict'],
    ['a page with it', '<html><body><h1>Conflict</h1><p>The request has failed</p></body></html>'],
    ['an object without a text', '{"Message":"An error has occurred."}'],
    ['errors without end', JSON.stringify({error: nest(1_000)})],
  ])('%s is no reason', (_what, body) => {
    expect(resolvedAs(body)).toBe('retry_few');
  });
});

/** Errors in each other. */
function nest(levels: number): object {
  return levels === 0 ? {code: 'Deep'} : {code: '', innerError: nest(levels - 1)};
}
