import {ConfigError, SystemError, TransientError} from '../../src/errors';
import {graphError, graphFacts, refusalOf} from '../../src/graph/graph-error';
import type {GraphResponse} from '../../src/graph/request';

const URL_WITH_TOKEN = 'https://graph.microsoft.com/v1.0/users?$skiptoken=abc';

function response(status: number, text = '', headers = {}): GraphResponse {
  return {status, headers, text, durationMs: 0};
}

function saying(status: number, code: string, message = ''): GraphResponse {
  return response(status, JSON.stringify({error: {code, message}}));
}

describe('status and code decide the kind of error', () => {
  test.each([
    {
      status: 401,
      code: 'InvalidAuthenticationToken',
      kind: ConfigError,
      meaning: 'did not accept the access token',
    },
    {
      status: 403,
      code: 'Authorization_RequestDenied',
      kind: ConfigError,
      meaning: 'refused the access',
    },
    {status: 403, code: '', kind: ConfigError, meaning: 'refused the access'},
    {
      status: 403,
      code: 'MissingCredentials',
      kind: TransientError,
      meaning: 'lost the access token on its way',
    },
    {
      status: 403,
      code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      kind: ConfigError,
      meaning: 'Entra ID P1',
    },
    {
      status: 429,
      code: 'TooManyRequests',
      kind: TransientError,
      meaning: 'is limiting the number of requests',
    },
    {status: 408, code: '', kind: TransientError, meaning: 'took too long'},
    {
      status: 501,
      code: 'NotImplemented',
      kind: SystemError,
      meaning: 'does not support the request',
    },
    {status: 500, code: 'UnknownError', kind: TransientError, meaning: 'has a problem of its own'},
    {status: 502, code: '', kind: TransientError, meaning: 'has a problem of its own'},
    {
      status: 503,
      code: 'serviceNotAvailable',
      kind: TransientError,
      meaning: 'has a problem of its own',
    },
    {status: 504, code: '', kind: TransientError, meaning: 'has a problem of its own'},
    {status: 509, code: '', kind: TransientError, meaning: 'has a problem of its own'},
    {
      status: 400,
      code: 'Request_UnsupportedQuery',
      kind: SystemError,
      meaning: 'did not accept the request',
    },
    {
      status: 404,
      code: 'Request_ResourceNotFound',
      kind: SystemError,
      meaning: 'did not accept the request',
    },
    {
      status: 410,
      code: 'syncStateNotFound',
      kind: SystemError,
      meaning: 'did not accept the request',
    },
    {status: 204, code: '', kind: SystemError, meaning: 'an answer that was not expected'},
    {status: 302, code: '', kind: SystemError, meaning: 'an answer that was not expected'},
    {status: 999, code: '', kind: SystemError, meaning: 'an answer that was not expected'},
  ])('$status $code: $meaning', ({status, code, kind, meaning}) => {
    const error = graphError(saying(status, code), URL_WITH_TOKEN);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toContain(meaning);
  });

  test('a code of the table counts also where it stands in the text only', () => {
    const text = 'Neither tenant is B2C: RequestFromNonPremiumTenantOrB2CTenant';
    expect(refusalOf(graphError(saying(403, 'Forbidden', text), URL_WITH_TOKEN))).toBe('licence');
  });

  test.each([
    [saying(403, 'Authorization_RequestDenied'), 'permission'],
    [saying(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'), 'licence'],
    [saying(403, 'MissingCredentials'), undefined],
    [saying(401, ''), undefined],
    [saying(404, ''), undefined],
  ])('case %# tells why the access was refused', (answer, refusal) => {
    expect(refusalOf(graphError(answer, URL_WITH_TOKEN))).toBe(refusal);
  });
});

describe('the message', () => {
  const error = {code: 'X', message: 'Gone 100%s.'};

  test.each([
    [
      'code, text and request-id of the header',
      response(410, JSON.stringify({error}), {'request-id': 'id-1'}),
      '410 for /v1.0/users, X: Gone 100%s. (request-id id-1)',
    ],
    [
      'request-id of innerError',
      response(410, JSON.stringify({error: {...error, innerError: {'request-id': 'id-2'}}})),
      '410 for /v1.0/users, X: Gone 100%s. (request-id id-2)',
    ],
    [
      'request-id of innererror in lower case',
      response(410, JSON.stringify({error: {...error, innererror: {'request-id': 'id-3'}}})),
      '410 for /v1.0/users, X: Gone 100%s. (request-id id-3)',
    ],
    ['an empty code', saying(410, '', 'Gone.'), '410 for /v1.0/users, Gone.'],
    ['an empty text', saying(410, 'X', ''), '410 for /v1.0/users, X'],
  ])('names %s', (_what, answer, said) => {
    expect(graphError(answer, URL_WITH_TOKEN).message).toBe(
      `Microsoft Graph did not accept the request: ${said}`,
    );
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
    const error = graphError(response(502, text), URL_WITH_TOKEN);
    expect(error).toBeInstanceOf(TransientError);
    expect(error.message).toBe(
      'Microsoft Graph has a problem of its own: 502 for /v1.0/users, no error text',
    );
  });

  test('never has the query of the URL, which may hold a token', () => {
    expect(graphError(response(500), URL_WITH_TOKEN).message).not.toContain('skiptoken');
  });

  test('a long text is cut', () => {
    const {message} = graphError(saying(400, 'X', 'y'.repeat(5_000)), URL_WITH_TOKEN);
    expect(message.length).toBeLessThan(700);
  });
});

describe('facts', () => {
  test('stay with the error and with errors that it causes', () => {
    const error = graphError(saying(404, 'NotFound', 'No.'), URL_WITH_TOKEN);
    const facts = {status: 404, code: 'NotFound', text: 'No.'};
    expect(graphFacts(error)).toEqual(facts);
    expect(graphFacts(new SystemError('outer', {cause: error}))).toEqual(facts);
  });

  test.each([new Error('x'), 'x', undefined])('there are none for %p', (thrown) => {
    expect(graphFacts(thrown)).toBeUndefined();
    expect(refusalOf(thrown)).toBeUndefined();
  });
});
