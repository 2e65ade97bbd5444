/** Every row of the error-resolution table as the message that a person gets, at its longest. */
import {Readable} from 'node:stream';
import {diagnosticsOf, availabilityOf} from '../../src/check/availability';
import {TransientError} from '../../src/errors';
import type {ConnectorError} from '../../src/errors';
import {tokenError} from '../../src/graph/auth/token-error';
import {AADSTS_ERRORS} from '../../src/graph/auth/aadsts-errors';
import {ERROR_RESOLUTIONS, fillIn, resolveError} from '../../src/graph/error-resolution';
import {graphError} from '../../src/graph/graph-error';
import {intermediaryError} from '../../src/graph/intermediary';
import {NetworkError, networkError} from '../../src/graph/network-error';
import {followLinks} from '../../src/graph/reports/report-link';
import {TemporaryFile} from '../../src/graph/reports/temporary-file';
import type {ErrorResolution, RequestOrigin} from '../../src/graph/resolution';
import {retrying} from '../../src/graph/retry';
import {DEFAULT_TIMEOUTS} from '../../src/graph/timeouts';
import {pagesOfRound} from '../../src/read/cursors/saved-link';
import {deniedWarning} from '../../src/read/read';
import {explainFailure, isAccessDenied} from '../../src/streams/access-denied';
import {loadStreams} from '../../src/streams/load';
import type {Stream} from '../../src/streams/stream';
import {FakeClock} from '../support/fake-clock';
import {newOwner} from '../support/request-context';
import {GRAPH_TEXT, HOST, PAGE, REQUEST_ID, URL_OF_HOST, expectShort} from './worst-case';

const LATER = ['The next sync tries again', 'Try again later'];
const REQUEST = {
  url: URL_OF_HOST,
  origin: 'report',
  scope: 'directory',
  context: newOwner(),
} as const;

let streams: Stream[];

beforeAll(async () => {
  streams = await loadStreams();
});

const SERVICE_ROWS = ERROR_RESOLUTIONS.filter(
  ({connection, intermediary, origins = ['first_request']}) =>
    !connection && !intermediary && !origins.some((origin) => /^token|download|file/.test(origin)),
);

function graphErrorOf(row: ErrorResolution): ConnectorError {
  const [status = 500] = [row.status ?? 500].flat();
  const body = {code: 'Authorization_RequestDenied', text: GRAPH_TEXT, requestId: REQUEST_ID};
  return graphError({status}, {row, body}, URL_OF_HOST);
}

/** The end of the message, in each stream, with every knowledge of the permissions in the token. */
function expectShortEverywhere(error: ConnectorError, own: string[]): void {
  for (const {definition} of streams) {
    for (const roles of [undefined, [], definition.permissions.map(({name}) => name)]) {
      const explained = explainFailure(definition, error, roles);
      const end = explained.messageText.whole.split(REQUEST_ID)[1]?.replace(/^\)/, '') ?? '';
      // The section of the guide stands in the warning before a sync, too.
      const [added = ''] = end.split(/\.?$| \(setup guide, "Add the/);
      expectShort(explained.message, `${definition.name}: `, ...own, added);
      const isDenied = isAccessDenied(explained);
      if (isDenied)
        expectShort(deniedWarning(explained).toString(), 'Nothing more is read.', ...own, added);
    }
  }
}

test.each(SERVICE_ROWS.map((row, index) => [`${index} ${row.condition}`, row] as const))(
  'of the service: %s',
  (_title, row) => {
    const error = graphErrorOf(row);
    const own = [`Microsoft Graph ${row.meaning}`, REQUEST_ID, row.advice ?? ''];
    expectShortEverywhere(error, own);
    expect(error.messageText.whole).toContain(GRAPH_TEXT.trim().slice(0, 1_000));
  },
);

test.each(SERVICE_ROWS.map((row, index) => [`${index} ${row.condition}`, row] as const))(
  'of the service, in a check of all streams: %s',
  (_title, row) => {
    const error = graphErrorOf(row);
    for (const roles of [undefined, [], ['Reports.Read.All']]) {
      for (const isPremium of [undefined, true, false]) {
        const all = streams.map((stream) =>
          availabilityOf(stream, {stream, error}, {roles, isPremium}),
        );
        for (const {text} of diagnosticsOf(all)) {
          expectShort(
            text,
            all.some(({diagnostic}) => diagnostic!.text.whole.includes('request-id')) &&
              text.includes('Graph ' + row.meaning)
              ? REQUEST_ID
              : '',
          );
        }
      }
    }
  },
);

/** The codes that lead to the rows for connections. */
const CODES = [
  ...ERROR_RESOLUTIONS.flatMap(({connection, codes = []}) => (connection ? codes : [])),
  ...['SELF_SIGNED_CERT_IN_CHAIN', 'PROXY_403', 'PROXY_502', 'EPROTO', 'ECONNRESET'],
  'X'.repeat(300),
];

/** What is told in the end of a failure that was retried in vain. */
async function given(error: NetworkError, later: string): Promise<TransientError> {
  const parts = {
    clock: new FakeClock(),
    random: () => 0,
    budget: {failuresMs: 0, silenceMs: 0, later},
    log: () => undefined,
  };
  const failing = {send: () => Promise.reject(error), failureOf: () => undefined};
  const thrown = await retrying(parts, REQUEST, failing).catch((last: unknown) => last);
  return thrown as TransientError;
}

async function expectShortInTheEnd(error: NetworkError | ConnectorError): Promise<void> {
  if (!(error instanceof NetworkError)) {
    const {advice = ''} = resolveError({origin: 'report', code: error.fields.code ?? ''});
    return expectShortEverywhere(error, [advice.split(/ ?\{\w+\}/)[0]!]);
  }
  for (const later of LATER) {
    const last = await given(error, later);
    const advice = error.advice?.toString() ?? `${later}${error.hasResponse ? '.' : ';'}`;
    expectShortEverywhere(last, ['also after several attempts', advice]);
  }
}

const PROXIES = ['', `http://${HOST}:8080`];
const {HTTPS_PROXY} = process.env;

afterEach(() => {
  if (HTTPS_PROXY === undefined) delete process.env['HTTPS_PROXY'];
  else process.env['HTTPS_PROXY'] = HTTPS_PROXY;
});

describe.each(PROXIES)('of a connection, with the proxy "%s"', (proxy) => {
  const ORIGINS: RequestOrigin[] = ['token_endpoint', 'first_request', 'report', 'download'];

  test.each(
    CODES.flatMap((code) => ORIGINS.map((origin) => [code.slice(0, 40), origin, code] as const)),
  )('%s of a %s', async (_title, origin, code) => {
    process.env['HTTPS_PROXY'] = proxy;
    const cause = Object.assign(new Error(GRAPH_TEXT), {code});
    await expectShortInTheEnd(networkError(cause, {url: URL_OF_HOST, origin, durationMs: 0}));
  });
});

test('of an intermediary', async () => {
  const headers = {'content-type': 'text/html', location: URL_OF_HOST};
  const error = intermediaryError({status: 302, headers, text: PAGE}, REQUEST);
  await expectShortInTheEnd(error);
  expect(error.message).toMatch(/page "Title of a page.*…".*Location https/);
});

test('of a download', async () => {
  const open = (): Promise<never> =>
    Promise.resolve({
      status: 503,
      headers: {'content-type': 'text/html'},
      durationMs: 0,
      body: Readable.from([PAGE]),
    } as never);
  const redirect = {
    status: 302,
    headers: {location: URL_OF_HOST},
    durationMs: 0,
    body: Readable.from([]),
  };
  const parts = {open, timeouts: DEFAULT_TIMEOUTS};
  const error: unknown = await followLinks(parts, REQUEST, redirect).catch(
    (thrown: unknown) => thrown,
  );
  await expectShortInTheEnd(error as NetworkError);
});

test('of the folder for temporary files', async () => {
  const folder = `/${'f'.repeat(200)}/${'g'.repeat(200)}`;
  const error: unknown = await TemporaryFile.open(folder).catch((thrown: unknown) => thrown);
  const {advice} = resolveError({origin: 'temporary_file'});
  expectShortEverywhere(error as ConnectorError, [advice!]);
});

describe('of the token endpoint', () => {
  const KINDS = ['client_secret', 'client_certificate', 'workload_identity'] as const;
  const TENANTS = ['contoso.com', '11111111-2222-3333-4444-555555555555'];
  const codes = [...AADSTS_ERRORS.flatMap((row) => row.codes), 90006, 123456789];

  test.each(codes)('AADSTS%d', async (code) => {
    for (const kind of KINDS) {
      for (const tenantId of TENANTS) {
        const body = {error: 'invalid_client', error_codes: [code], error_description: GRAPH_TEXT};
        const response = {status: 400, text: JSON.stringify(body)};
        const asked = {loginUrl: `https://${HOST}`, kind, tenantId};
        const error = tokenError(new Error('refused'), response, asked);
        if (error instanceof NetworkError) {
          await expectShortInTheEnd(error);
          continue;
        }
        const {meaning, advice = `AADSTS${code}`} = resolveError({
          origin: 'token_endpoint',
          tenantForm: tenantId.includes('.') ? 'domain' : 'id',
          status: 400,
          code: String(code),
          credential: kind,
        });
        expectShort(error.message, meaning.split('{host}').at(-1)!, advice);
      }
    }
  });
});

test.each([
  ['an error of the service', graphErrorOf(resolveError({origin: 'saved_link', status: 504}))],
  [
    'silence',
    new TransientError(`${'Graph is silent. '.repeat(10)}`, {
      fields: {condition: 'connection_failed'},
    }),
  ],
])('of a saved link without an answer: %s', async (_title, cause) => {
  const {definition} = streams.find(({definition: {cursor}}) => cursor.kind === 'delta_link')!;
  const pages = (): AsyncIterable<never> => ({
    [Symbol.asyncIterator]: () => ({next: () => Promise.reject(cause)}),
  });
  const context = {definition, pages, baseUrl: 'https://graph.microsoft.com/v1.0'};
  const round = {startLink: 'https://saved', nextLink: null, unansweredSyncs: 1};
  const reading = pagesOfRound(context as never, round as never);
  const error: unknown = await reading.next().catch((thrown: unknown) => thrown);
  const own = 'then the connector starts without it';
  expectShortEverywhere(error as ConnectorError, [
    own,
    'in 2 of 3 syncs',
    cause.fields.requestId ?? '',
  ]);
});

test('of every row fillIn leaves the words as they are', () => {
  for (const {meaning} of ERROR_RESOLUTIONS) expect(fillIn(meaning, {}).toString()).toBe(meaning);
});
