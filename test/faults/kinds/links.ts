/** Links that lead nowhere, or nowhere any more. */
import {atOnce, edit, refusal, respond} from './fault-kind';
import type {FaultKind} from './fault-kind';

export const LINKS: FaultKind[] = [
  {
    title: 'a link that repeats',
    fault: ({tenant}) => ({
      alter: (body, rawUrl) => edit(body, {'@odata.nextLink': tenant.url + rawUrl}),
    }),
    endings: atOnce('system_error'),
    strikes: ['page'],
  },
  {
    title: 'a new link to the same page',
    fault: ({tenant}) => ({
      alter: (body, rawUrl) =>
        edit(body, {
          '@odata.nextLink': `${tenant.url}${rawUrl}&again`,
          '@odata.deltaLink': undefined,
        }),
    }),
    endings: {once: 'reread', 'for ever': 'transient_error'},
    strikes: ['page'],
  },
  {
    title: 'a link to another host',
    fault: () => ({
      alter: (body) => edit(body, {'@odata.nextLink': 'https://collector.example/v1.0/users'}),
    }),
    endings: atOnce('system_error'),
    strikes: ['page'],
  },
  {
    title: 'an expired page token',
    fault: respond(refusal(400, 'Directory_ExpiredPageToken')),
    endings: {once: 'reread', 'several times': 'transient_error', 'for ever': 'transient_error'},
    several: 3,
    urlPart: 'skiptoken',
    strikes: ['page'],
  },
  {
    title: 'a redirection without a link',
    fault: respond({status: 302}),
    endings: atOnce('system_error'),
    strikes: ['link'],
  },
];

const LOST: [shape: string, fault: ReturnType<FaultKind['fault']>][] = [
  ['410', {respond: refusal(410, 'resyncRequired')}],
  ['410 and gzip of nothing', {action: 'emptyGzip', respond: {status: 410}}],
  ['404 syncStateNotFound', {respond: refusal(404, 'syncStateNotFound')}],
  [
    '400 "older than 30 days"',
    {
      respond: refusal(
        400,
        'Request_UnsupportedQuery',
        'DeltaLink older than 30 days is not supported.',
      ),
    },
  ],
  ['400 "badly formed token"', {respond: refusal(400, 'BadRequest', 'Badly formed token.')}],
  ['501', {respond: refusal(501, 'NotImplemented')}],
];

export const LOST_DELTA_LINKS: FaultKind[] = LOST.map(([shape, fault]) => ({
  title: `${shape} on a delta link`,
  fault: () => fault,
  // The links that follow are new ones.
  endings: {once: 'reread'},
  urlPart: 'deltatoken=',
}));

/** Rows of living users with the id and one property; who has none is as before. */
function thin(body: string): string {
  const {value} = JSON.parse(body) as {value: Record<string, unknown>[]};
  const rows = value.map((row) =>
    row['@removed'] === undefined ? {id: row['id'], city: row['city']} : row,
  );
  return edit(body, {value: rows});
}

export const THIN_ROWS: FaultKind = {
  title: 'a page of thin rows',
  fault: () => ({alter: thin}),
  endings: {once: 'exact', 'several times': 'exact'},
  several: 2,
};

/** It may have come by mistake, so that a lost link is one that is refused each time. */
export const UNEXPLAINED_DELTA_LINKS: FaultKind[] = [
  ...[400, 404].map((status): FaultKind => ({
    title: `${status} without a text on a delta link`,
    fault: respond({status}),
    endings: {once: 'exact', 'several times': 'reread'},
    several: 4,
    urlPart: 'deltatoken=',
  })),
  {
    title: 'JSON without value on a delta link',
    fault: () => ({alter: (body) => edit(body, {value: undefined})}),
    endings: {once: 'exact', 'several times': 'exact', 'for ever': 'transient_error'},
    several: 3,
    urlPart: 'deltatoken=',
  },
];
