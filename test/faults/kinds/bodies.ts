/** Bodies that came to harm on a connection that did not. */
import {PASSES, atOnce, edit, respond} from './fault-kind';
import type {FaultKind} from './fault-kind';

function cut(title: string, keep: (body: string) => string): FaultKind {
  return {title, fault: () => ({alter: keep}), endings: PASSES, waits: 'own'};
}

/** Cuts where the pattern ends in the text. */
function cutBehind(pattern: RegExp): (body: string) => string {
  return (body) => {
    const found = pattern.exec(body);
    if (!found) throw new Error('there is nothing to cut');
    return body.slice(0, found.index + found[0].length);
  };
}

/** Any field may be quoted, here the second one of a row. */
function cutWithinQuotes(body: string): string {
  const before = cutBehind(/\r\n[^\r]+\r\n[^\r,]+,/)(body);
  return `${before}"${body.slice(before.length, before.length + 3)}`;
}

function twice(body: string): unknown[] {
  const {value} = JSON.parse(body) as {value: unknown[]};
  return [...value, ...value];
}

/** Compressed as nobody asked for. */
const ENCODINGS = (['x-gzip', 'deflate', 'deflate-raw', 'br'] as const).map(
  (encoding): FaultKind => ({
    title: `a body in ${encoding}`,
    fault: () => ({action: 'encode', encoding}),
    endings: {once: 'exact'},
    strikes: ['page', 'file', 'token'],
  }),
);

/** Answers of a web filter or a portal, which are none of the service. */
const INTERMEDIARIES = [200, 302, 403].map((status): FaultKind => {
  const html = {'content-type': 'text/html', location: 'http://portal.example/sign-in'};
  const body = '<html><head><title>Access denied</title></head></html>';
  return {
    title: `${status} of a web filter`,
    fault: respond({status, headers: html, body, byIntermediary: true}),
    endings: PASSES,
    waits: 'own',
  };
});

function withoutSignIns(body: string): string {
  const {value} = JSON.parse(body) as {value: object[]};
  return edit(body, {value: value.map((row) => ({...row, signInActivity: undefined}))});
}

/** Of pages that a filter on these dates found. */
export const WITHOUT_SIGN_INS: FaultKind[] = [
  {
    title: 'a page without its sign-in dates',
    fault: () => ({alter: withoutSignIns}),
    endings: {once: 'exact', 'for ever': 'transient_error'},
  },
];

export const BODIES: FaultKind[] = [
  {
    title: 'gzip cut short',
    fault: () => ({action: 'cutGzip'}),
    endings: PASSES,
    waits: 'own',
    strikes: ['page', 'file', 'token'],
  },
  {
    ...cut('JSON cut short', (body) => body.slice(0, body.length / 2)),
    strikes: ['page', 'token'],
  },
  {...cut('CSV cut within a row', cutBehind(/\r\n[^\r]+\r\n[^\r,]+,/)), strikes: ['file']},
  {
    ...cut('CSV cut before the last column of a row', cutBehind(/\r\n[^\r]+\r\n[^\r]+,/)),
    strikes: ['file'],
    // What always ends at the same place is taken for a file that leaves out its last line end.
    endings: {once: 'exact'},
  },
  {...cut('CSV cut within a quoted field', cutWithinQuotes), strikes: ['file']},
  {...cut('CSV cut within its header', cutBehind(/^[^\r]+,[^\r,]/)), strikes: ['file']},
  {...cut('CSV cut behind a column of its header', cutBehind(/^[^\r]+(?=,)/)), strikes: ['file']},
  {...cut('CSV cut before the end of its header', cutBehind(/^[^\r]+/)), strikes: ['file']},
  {
    title: 'HTML with 200',
    fault: respond({
      status: 200,
      headers: {'content-type': 'text/html'},
      body: '<html><body>Please sign in to the guest network</body></html>',
    }),
    endings: PASSES,
    waits: 'own',
  },
  ...INTERMEDIARIES,
  {
    title: 'a refusal of a web filter in JSON',
    fault: respond({
      status: 403,
      body: {error: {code: 'Forbidden', message: 'Blocked by policy.'}},
      byIntermediary: true,
    }),
    endings: PASSES,
    waits: 'own',
  },
  {
    title: 'a body in an encoding that is not known',
    fault: () => ({action: 'encode', encoding: 'zstd'}),
    endings: PASSES,
    waits: 'own',
    strikes: ['page', 'file', 'token'],
  },
  ...ENCODINGS,
  {
    title: 'an empty body',
    fault: respond({status: 200, body: ''}),
    endings: PASSES,
    waits: 'own',
  },
  {
    title: 'an answer in JSON in place of a file',
    fault: respond({status: 200, body: {error: {code: 'UnknownError', message: ''}}}),
    endings: PASSES,
    waits: 'own',
    strikes: ['file'],
  },
  {
    title: 'a report in JSON',
    fault: respond({status: 200, body: {value: [{reportRefreshDate: '2026-02-27'}]}}),
    endings: atOnce('system_error'),
    strikes: ['file'],
  },
  {
    title: 'two byte order marks',
    fault: () => ({alter: (body) => `\ufeff${body}`}),
    endings: {once: 'exact'},
    strikes: ['file'],
  },
  {
    title: 'JSON without value',
    fault: () => ({alter: (body) => edit(body, {value: undefined})}),
    endings: {once: 'exact', 'several times': 'exact', 'for ever': 'system_error'},
    several: 3,
    strikes: ['page'],
    // Of a saved link it is no answer.
    spares: 'deltatoken=',
  },
  {
    title: 'a page with each of its rows twice',
    fault: () => ({alter: (body) => edit(body, {value: twice(body)})}),
    endings: {once: 'exact'},
    strikes: ['page'],
  },
  {
    title: 'JSON without a token',
    fault: () => ({alter: (body) => edit(body, {access_token: undefined})}),
    endings: PASSES,
    waits: 'own',
    strikes: ['token'],
  },
];
