import {ERROR_RESOLUTIONS, fillIn, resolveError} from '../../src/graph/error-resolution';
import type {ErrorAction, FailedResponse} from '../../src/graph/resolution';
import type {ErrorCondition, FailureType} from '../../src/errors';

type Resolved = [condition: ErrorCondition, action: ErrorAction, failureType: FailureType];

function resolved(response: Partial<FailedResponse>): Resolved {
  const row = resolveError({origin: 'first_request', ...response});
  return [row.condition, row.action, row.failureType];
}

const NOT_PREMIUM = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';

describe('a response of Graph', () => {
  test.each<[status: number, code: string, ...Resolved]>([
    [401, 'InvalidAuthenticationToken', 'token_rejected', 'refresh_token', 'config_error'],
    [403, 'Authorization_RequestDenied', 'permission_missing', 'fail', 'config_error'],
    [403, '', 'permission_missing', 'fail', 'config_error'],
    [403, 'MissingCredentials', 'token_lost', 'confirm', 'transient_error'],
    [403, NOT_PREMIUM, 'licence_missing', 'confirm', 'config_error'],
    [429, 'TooManyRequests', 'throttled', 'wait', 'transient_error'],
    [408, '', 'service_unavailable', 'retry', 'transient_error'],
    [500, 'UnknownError', 'service_unavailable', 'retry', 'transient_error'],
    [502, '', 'service_unavailable', 'retry', 'transient_error'],
    [503, 'serviceNotAvailable', 'service_unavailable', 'wait', 'transient_error'],
    [504, '', 'service_unavailable', 'retry', 'transient_error'],
    [509, '', 'service_unavailable', 'retry', 'transient_error'],
    [501, 'NotImplemented', 'not_supported', 'fail', 'system_error'],
    [505, '', 'service_unavailable', 'fail', 'transient_error'],
    [599, '', 'service_unavailable', 'fail', 'transient_error'],
    [400, 'Request_UnsupportedQuery', 'query_refused', 'fail', 'system_error'],
    [404, 'Request_ResourceNotFound', 'not_found', 'retry_few', 'system_error'],
    [409, 'nameAlreadyExists', 'request_refused', 'fail', 'system_error'],
    [415, 'UnsupportedMediaType', 'request_refused', 'fail', 'system_error'],
    [200, '', 'response_unusable', 'retry_few', 'system_error'],
    [204, '', 'response_unusable', 'retry_few', 'system_error'],
    [302, '', 'response_unexpected', 'fail', 'system_error'],
    [999, '', 'response_unexpected', 'fail', 'system_error'],
  ])('%d %s means %s', (status, code, ...expected) => {
    expect(resolved({status, code})).toEqual(expected);
  });

  const UNEXPLAINED: [condition: ErrorCondition, status: number][] = [
    ['query_refused', 400],
    ['not_found', 404],
    ['request_refused', 405],
    ['request_refused', 409],
    ['request_refused', 412],
    ['request_refused', 499],
  ];

  describe.each(UNEXPLAINED)('%s with %d', (condition, status) => {
    test.each([
      ['', ''],
      ['UnknownError', ''],
      ['UnknownError', 'UnknownError'],
      ['BadRequest', ''],
      ['Request_BadRequest', 'Bad Request.'],
      ['NotFound', 'Not Found'],
      ['Conflict', 'Conflict'],
      ['generalException', 'An unexpected error has occurred.'],
      ['UnknownError', '{"error":{"code":"UnknownError","message":""}}'],
      ['BadRequest', 'Invalid request'],
      ['generalException', 'General exception while processing'],
      ['UnknownError', 'Error while processing response.'],
      ['', 'Something went wrong'],
      ['invalidRequest', 'The request could not be processed.'],
    ])('is asked again where it says "%s: %s"', (code, text) => {
      for (const origin of ['first_request', 'page_link', 'report'] as const) {
        const expected = [condition, 'retry_few', 'system_error'];
        expect(resolved({origin, status, code, text})).toEqual(expected);
      }
    });

    test.each([
      ['UnknownError', 'Service temporarily unavailable. Please try again later.'],
      ['ServerBusy', 'The server is busy.'],
      ['', 'The operation timed out'],
      ['InternalServerError', 'Object reference not set'],
    ])('is an outage where it says "%s: %s", wherever it comes', (code, text) => {
      for (const origin of ['first_request', 'page_link', 'saved_link', 'report'] as const) {
        const expected = ['service_unavailable', 'retry', 'transient_error'];
        expect(resolved({origin, status, code, text})).toEqual(expected);
      }
    });

    test.each([
      ['Request_UnsupportedQuery', ''],
      ['Request_ResourceNotFound', ''],
      ['BadRequest', "Resource not found for the segment 'x'."],
      ['UnknownError', 'The property x is not known.'],
      ['UnknownError', '{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}'],
      ['', "Unsupported or invalid query filter clause for property 'x'."],
      ['BadRequest', 'The property is not available.'],
    ])('counts at once where it says "%s: %s", unless it is a 404', (code, text) => {
      const action = status === 404 ? 'retry_few' : 'fail';
      expect(resolved({status, code, text})).toEqual([condition, action, 'system_error']);
    });

    test('is left to the rule of links that were saved', () => {
      expect(resolved({origin: 'saved_link', status})[0]).toBe('link_expired');
    });
  });

  test.each([
    [400, 'UnknownError', 'This request is throttled. Please try again after the given time.'],
    [401, 'TooManyRequests', ''],
    [403, 'Authorization_RequestDenied', 'Too many requests'],
    [404, 'UnknownError', 'Rate limit is exceeded. Try again in 30 seconds.'],
    [409, 'Conflict', 'request limit exceeded'],
    [409, 'activityLimitReached', ''],
    [420, '', 'quotaLimitExceeded'],
    [500, 'UnknownError', 'ApplicationThrottled'],
    [501, 'Request_ThrottledTemporarily', ''],
    [400, 'BadRequest', 'Too many concurrent requests.'],
    [400, '', 'Application is over its MailboxConcurrency limit.'],
    [403, 'QuotaExceeded', 'The quota has been exceeded.'],
    [409, '', 'No more than 10 requests per second.'],
  ])('%d %s "%s" is a throttle, wherever it comes', (status, code, text) => {
    for (const origin of ['first_request', 'page_link', 'saved_link', 'report'] as const) {
      const expected = ['throttled', 'wait', 'transient_error'];
      expect(resolved({origin, status, code, text, tokenHasPermission: true})).toEqual(expected);
    }
  });

  test.each([
    "Too many child clauses specified in search filter expression containing 'OR' operators: 18.",
    "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
    "The node count limit of '100' has been exceeded.",
    'The request exceeded the maximum size limit.',
  ])('"%s" is no throttle', (text) => {
    expect(resolved({status: 400, code: 'Request_UnsupportedQuery', text})[0]).toBe(
      'query_refused',
    );
  });

  test('a code counts also where it stands in the text only', () => {
    expect(resolved({status: 403, code: 'Forbidden', text: `No: ${NOT_PREMIUM}`})[0]).toBe(
      'licence_missing',
    );
  });

  test('a refusal that contradicts the token is confirmed, and transient', () => {
    const refusal = {status: 403, code: 'Authorization_RequestDenied', tokenHasPermission: true};
    expect(resolved(refusal)).toEqual(['permission_contradicted', 'confirm', 'transient_error']);
    expect(resolved({...refusal, tokenHasPermission: false})[0]).toBe('permission_missing');
    expect(resolved({...refusal, code: NOT_PREMIUM})[0]).toBe('licence_missing');
  });
});

describe('a token that', () => {
  test.each([
    'Signing key is invalid.',
    'IDX10501: Signature validation failed. Unable to match keys: kid: x.',
    'Signature verification failed.',
    'Access token validation failure. Unable to match key.',
    'Token signature is invalid.',
    'Invalid signature',
    'The signing certificate is not known.',
    'IDX20803: Unable to obtain configuration.',
    'IDX10516',
    'IDX10222: Lifetime validation failed. The token is not yet valid.',
  ])('could not be verified ("%s") is renewed until it can', (text) => {
    for (const origin of ['first_request', 'page_link', 'saved_link', 'report'] as const) {
      expect(resolved({origin, status: 401, code: 'InvalidAuthenticationToken', text})).toEqual([
        'token_unverified',
        'retry_with_new_token',
        'transient_error',
      ]);
    }
  });

  test.each([
    'Lifetime validation failed, the token is expired.',
    'Access token validation failure. Invalid audience.',
    'CompactToken parsing failed with error code: 80049217',
    'Access token is empty.',
    '',
  ])('is refused ("%s") is renewed once', (text) => {
    expect(resolved({status: 401, code: 'InvalidAuthenticationToken', text})).toEqual([
      'token_rejected',
      'refresh_token',
      'config_error',
    ]);
  });
});

describe('a link has expired', () => {
  test.each<Partial<FailedResponse>>([
    {status: 410},
    {status: 410, code: 'syncStateNotFound'},
    {status: 400, code: 'Directory_ExpiredPageToken'},
    {status: 400, code: 'x', text: 'The link is older than 30 days.'},
    {status: 400, code: 'SyncStateNotFound'},
    {status: 404, code: 'resyncRequired'},
  ])('%j', (response) => {
    for (const origin of ['first_request', 'page_link', 'saved_link'] as const) {
      expect(resolved({...response, origin})).toEqual([
        'link_expired',
        'start_over',
        'system_error',
      ]);
    }
  });

  test.each<Partial<FailedResponse>>([
    {status: 403, code: 'resyncRequired', tokenHasPermission: true},
    {status: 401, code: 'SyncStateNotFound'},
  ])('%j, which is about the link and not about the token', (response) => {
    expect(resolved({...response, origin: 'saved_link'})[0]).toBe('link_expired');
  });

  test.each<Partial<FailedResponse>>([
    {status: 500, code: 'syncStateNotFound'},
    {status: 410, origin: 'report'},
    {status: 400, text: 'older than some days'},
  ])('but not with %j', (response) => {
    expect(resolved(response)[0]).not.toBe('link_expired');
  });
});

describe('a link that was saved in a state', () => {
  test.each([
    [400, 'BadRequest', 'Badly formed token.'],
    [400, 'Request_BadRequest', 'The delta token is invalid.'],
    [400, 'SyncStateInvalid', ''],
    [400, 'Directory_ExpiredDeltaToken', ''],
    [400, 'Request_UnsupportedQuery', 'Unsupported Query.'],
    [404, 'Request_ResourceNotFound', "Resource 'x' does not exist."],
    [405, 'Request_BadRequest', 'Specified HTTP method is not allowed.'],
    [409, 'Conflict', 'The delta link belongs to another version.'],
    [414, 'UriTooLong', 'The URI is longer than allowed.'],
    [499, 'x', 'The link was revoked.'],
    [308, 'x', 'The tenant was moved to another region.'],
    [501, 'NotImplemented', 'This operation target is not yet supported.'],
  ])('is lost with %d %s "%s"', (status, code, text) => {
    const expected = ['link_expired', 'start_over', 'system_error'];
    expect(resolved({origin: 'saved_link', status, code, text})).toEqual(expected);
    for (const origin of ['first_request', 'page_link', 'report', 'download'] as const) {
      expect(resolved({origin, status, code, text})[0]).not.toBe('link_expired');
    }
  });

  test.each([302, 400, 404, 409, 412, 499])(
    'is asked again where %d does not say why, and is lost then',
    (status) => {
      const expected = ['link_expired', 'retry_few', 'system_error'];
      expect(resolved({origin: 'saved_link', status})).toEqual(expected);
      expect(resolved({origin: 'saved_link', status, code: 'UnknownError'})).toEqual(expected);
    },
  );

  test.each<[status: number, code: string, condition: ErrorCondition]>([
    [401, 'InvalidAuthenticationToken', 'token_rejected'],
    [403, 'Authorization_RequestDenied', 'permission_missing'],
    [403, NOT_PREMIUM, 'licence_missing'],
    [403, 'MissingCredentials', 'token_lost'],
    [429, '', 'throttled'],
    [400, 'TooManyRequests', 'throttled'],
    [408, '', 'service_unavailable'],
    [500, 'UnknownError', 'service_unavailable'],
    [504, '', 'service_unavailable'],
    [200, '', 'response_unusable'],
    [204, '', 'response_unusable'],
    [400, 'ServerBusy', 'service_unavailable'],
  ])('is not lost with %d %s', (status, code, condition) => {
    expect(resolved({origin: 'saved_link', status, code})[0]).toBe(condition);
  });
});

describe('an object that is asked for by its id', () => {
  test.each<[status: number, code: string, ...Resolved]>([
    [404, 'Request_ResourceNotFound', 'not_found', 'confirm', 'system_error'],
    [404, '', 'not_found', 'confirm', 'system_error'],
    [410, '', 'not_found', 'confirm', 'system_error'],
    [400, '', 'query_refused', 'retry_few', 'system_error'],
    [403, 'Authorization_RequestDenied', 'permission_contradicted', 'confirm', 'transient_error'],
    [401, '', 'token_rejected', 'refresh_token', 'config_error'],
    [429, '', 'throttled', 'wait', 'transient_error'],
  ])('%d %s means %s', (status, code, ...expected) => {
    expect(resolved({origin: 'object', status, code})).toEqual(expected);
  });
});

describe('a day of a report is refused', () => {
  test.each(['Invalid date value specified: 2026-01-01.', 'must be within the past 28 days'])(
    '%s',
    (text) => {
      expect(resolved({origin: 'report', status: 400, text})[0]).toBe('report_date_refused');
      expect(resolved({origin: 'first_request', status: 400, text})[0]).toBe('query_refused');
    },
  );
});

describe('the token endpoint', () => {
  const at = (response: Partial<FailedResponse>): Resolved =>
    resolved({origin: 'token_endpoint', status: 400, ...response});

  test.each([200, 408, 429, 500, 503, 599])('is unavailable with status %d alone', (status) => {
    expect(at({status})).toEqual(['sign_in_unavailable', 'retry', 'transient_error']);
  });

  test.each(['90006', '90012', '90024', '90033', '90055', '90090', '50000'])(
    'is unavailable with AADSTS%s, whatever the status and the OAuth error',
    (code) => {
      expect(at({code, text: 'invalid_request'})[0]).toBe('sign_in_unavailable');
      expect(at({code, status: 401})[0]).toBe('sign_in_unavailable');
    },
  );

  test.each(['temporarily_unavailable', 'server_error', 'slow_down'])(
    'is unavailable with %s',
    (text) => {
      expect(at({text})[0]).toBe('sign_in_unavailable');
      expect(at({text: `${text} Come back.`, code: '123456789'})[0]).toBe('sign_in_unavailable');
      expect(at({text: `${text}_not`})[0]).toBe('sign_in_refused');
      expect(at({text: `invalid_client The user ${text}`})[0]).toBe('sign_in_refused');
    },
  );

  test('is unavailable where it limits requests, whatever the status', () => {
    expect(at({text: 'invalid_request Too many requests.'})[0]).toBe('sign_in_unavailable');
  });

  test.each([400, 401, 403, 410, 417])('is unavailable where %d names no reason', (status) => {
    expect(at({status})[0]).toBe('sign_in_unavailable');
  });

  test.each([400, 401, 403, 404, 0])('refuses the sign-in with status %d', (status) => {
    expect(at({status, code: '123456789', text: 'invalid_client'})).toEqual([
      'sign_in_refused',
      'fail',
      'config_error',
    ]);
  });

  test('a known code counts before a status of an outage', () => {
    expect(at({code: '7000222', status: 503})[0]).toBe('sign_in_refused');
  });

  test('a code can mean something else for another credential', () => {
    const meaning = (credential: FailedResponse['credential'] & string): string =>
      resolveError({origin: 'token_endpoint', status: 400, code: '700024', credential}).meaning;
    expect(meaning('workload_identity')).toContain('token_file_path');
    expect(meaning('client_certificate')).not.toContain('token_file_path');
  });

  test.each([
    ['90002', 'id', /swapped/],
    ['90002', 'domain', /Compare tenant_id with the Directory \(tenant\) ID/],
    ['700016', 'id', /Compare client_id with the Application \(client\) ID/],
    ['700016', 'domain', /no Directory or Object ID/],
    ['90038', 'id', /the setting cloud: global \(also GCC\)/],
    ['900382', 'domain', /the setting cloud: global \(also GCC\)/],
  ] as const)('%s of a tenant that is named by its %s', (code, tenantForm, meaning) => {
    const response = {origin: 'token_endpoint', status: 400, code, tenantForm} as const;
    expect(resolveError(response).meaning).toMatch(meaning);
  });
});

describe('a connection without a response', () => {
  test.each<[code: string, ...Resolved]>([
    ['ECONNRESET', 'connection_failed', 'retry', 'transient_error'],
    ['ETIMEDOUT', 'connection_failed', 'retry', 'transient_error'],
    ['EPROTO', 'connection_failed', 'retry', 'transient_error'],
    ['CERT_HAS_EXPIRED', 'certificate_untrusted', 'fail', 'config_error'],
    ['CERT_NOT_YET_VALID', 'certificate_untrusted', 'fail', 'config_error'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate_untrusted', 'fail', 'config_error'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate_untrusted', 'fail', 'config_error'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate_untrusted', 'fail', 'config_error'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate_untrusted', 'fail', 'config_error'],
    ['PROXY_407', 'proxy_refused', 'fail', 'config_error'],
    ['PROXY_403', 'proxy_refused', 'fail', 'config_error'],
    ['PROXY_499', 'proxy_refused', 'fail', 'config_error'],
    ['PROXY_500', 'connection_failed', 'retry', 'transient_error'],
    ['PROXY_502', 'connection_failed', 'retry', 'transient_error'],
    ['PROXY_408', 'connection_failed', 'retry', 'transient_error'],
    ['PROXY_429', 'connection_failed', 'retry', 'transient_error'],
    ['NOT_JSON', 'response_unusable', 'retry', 'transient_error'],
  ])('%s', (code, ...expected) => {
    for (const origin of ['token_endpoint', 'page_link', 'report', 'download'] as const) {
      expect(resolved({origin, code})).toEqual(expected);
    }
  });
});

test.each([200, 302, 400, 401, 403, 404, 500])(
  'an answer with %d from something on the way may pass, whatever was asked for',
  (status) => {
    for (const origin of ['token_endpoint', 'first_request', 'report', 'download'] as const) {
      expect(resolved({origin, status, intermediary: true})).toEqual([
        'intermediary_answered',
        'retry',
        'transient_error',
      ]);
    }
  },
);

test.each([302, 400, 403, 404, 410, 500])(
  'a download that answers %d is asked for anew',
  (status) => {
    expect(resolved({origin: 'download', status})[1]).toBe('retry');
  },
);

test('no row is hidden behind another that fits all that it fits', () => {
  const hidden = ERROR_RESOLUTIONS.filter(
    (row, index) =>
      index > 0 &&
      JSON.stringify(ERROR_RESOLUTIONS.slice(0, index).map(conditionsOf)).includes(
        JSON.stringify(conditionsOf(row)),
      ),
  );
  expect(hidden).toEqual([]);
});

function conditionsOf(row: (typeof ERROR_RESOLUTIONS)[number]): unknown[] {
  const {origins, status, connection, codes, says, unexplained, ...rest} = row;
  const {tokenHasPermission, credential, intermediary, tenantForm} = rest;
  const conditions = [origins, status, connection, intermediary, codes, says?.source, unexplained];
  return [...conditions, tokenHasPermission, credential, tenantForm];
}

test('values are filled in, and what has none stays', () => {
  expect(fillIn('{host} said {code}, {x}', {host: 'h', code: 5}).toString()).toBe('h said 5, {x}');
});

describe('a usage report of a national cloud', () => {
  const origin = 'national_report';
  const UNKNOWN = "Resource not found for the segment 'getYammerActivityUserDetail'.";

  test.each<[status: number, said: [code: string, text: string], ...Resolved]>([
    [400, ['BadRequest', UNKNOWN], 'report_not_offered', 'fail', 'config_error'],
    [400, ['BadRequest', ''], 'report_not_offered', 'retry_few', 'config_error'],
    [
      404,
      ['ResourceNotFound', 'No such report.'],
      'report_not_offered',
      'retry_few',
      'config_error',
    ],
    [405, ['MethodNotAllowed', 'Not here.'], 'report_not_offered', 'fail', 'config_error'],
    [501, ['NotImplemented', 'Not supported.'], 'report_not_offered', 'fail', 'config_error'],
    [
      400,
      ['x', 'Only support data for the past 28 days.'],
      'report_date_refused',
      'fail',
      'system_error',
    ],
    [401, ['InvalidAuthenticationToken', ''], 'token_rejected', 'refresh_token', 'config_error'],
    [403, ['S2SUnauthorized', 'Invalid permission.'], 'permission_missing', 'fail', 'config_error'],
    [400, ['UnknownError', 'This request is throttled.'], 'throttled', 'wait', 'transient_error'],
    [429, ['TooManyRequests', ''], 'throttled', 'wait', 'transient_error'],
    [503, ['', ''], 'service_unavailable', 'wait', 'transient_error'],
  ])('%d %j means %s', (status, [code, text], ...expected) => {
    expect(resolved({origin, status, code, text})).toEqual(expected);
  });

  test('is not refused as missing where the token carries the permission', () => {
    const contradicted = {origin, status: 403, code: 'S2SUnauthorized', tokenHasPermission: true};
    expect(resolved(contradicted as Partial<FailedResponse>)[0]).toBe('permission_contradicted');
  });

  test('is what only a national cloud can lack', () => {
    const response = {status: 400, code: 'BadRequest', text: UNKNOWN};
    expect(resolved({...response, origin: 'report'})[0]).toBe('query_refused');
  });
});

describe('a number of objects', () => {
  test.each<[status: number, code: string, ...Resolved]>([
    [200, '', 'response_unusable', 'retry_few', 'system_error'],
    [400, 'Request_UnsupportedQuery', 'query_refused', 'fail', 'system_error'],
    [400, '', 'query_refused', 'retry_few', 'system_error'],
    [404, '', 'not_found', 'retry_few', 'system_error'],
    [415, 'Request_BadRequest', 'request_refused', 'retry_few', 'system_error'],
    [403, 'Authorization_RequestDenied', 'permission_missing', 'fail', 'config_error'],
    [429, 'TooManyRequests', 'throttled', 'wait', 'transient_error'],
    [502, 'BadGateway', 'service_unavailable', 'retry', 'transient_error'],
  ])('%d %s means %s', (status, code, ...expected) => {
    expect(resolved({origin: 'count', status, code})).toEqual(expected);
  });
});
