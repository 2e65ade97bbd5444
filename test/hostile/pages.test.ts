import fc from 'fast-check';
import {loadStreams} from '../../src/streams/load';
import type {Row, Stream} from '../../src/streams/stream';
import {recordingsOf} from '../contract/recordings';
import {FakePages, read} from '../support/fake-pages';
import type {Outcome} from '../support/fake-pages';
import {holds} from './checking';
import {anyJson, mutated} from './json-values';
import {expectForeseen, written} from './outcomes';

const LISTS = [
  'subscribed_skus',
  'users',
  'user_organization_details',
  'sign_in_activity',
  'user_registration_details',
  'user_licenses',
  'directory_subscriptions',
  'organization',
];

const DELTA_LINK = 'https://graph.microsoft.com/v1.0/users/delta?$deltatoken=next';

let streams: Map<string, Stream>;

beforeAll(async () => {
  streams = new Map((await loadStreams()).map((stream) => [stream.definition.name, stream]));
});

function recordedRows(stream: string): unknown[] {
  const [answer] = recordingsOf(stream).full.answers;
  return (answer?.body as {value: unknown[]}).value;
}

/** Rows as recorded, with anything at some of their places, or anything in their place. */
function hostileRows(stream: string): fc.Arbitrary<unknown[]> {
  const rows = mutated(recordedRows(stream)).filter((value) => Array.isArray(value));
  return fc.oneof({weight: 4, arbitrary: rows}, fc.array(anyJson(), {maxLength: 4}));
}

function wholeUser(id: string): object {
  return {...(recordedRows('users')[0] as object), id};
}

/** A user who is asked for by id comes whole, alone and in a list of ids. */
class HostilePages extends FakePages {
  override object(url: string): Promise<unknown> {
    return Promise.resolve(wholeUser(decodeURIComponent(new URL(url).pathname.split('/').at(-1)!)));
  }

  override read(...asked: Parameters<FakePages['read']>): ReturnType<FakePages['read']> {
    const filter = URL.canParse(asked[0]) ? new URL(asked[0]).searchParams.get('$filter') : null;
    return filter?.startsWith('id eq ') ? this.listOf(filter) : super.read(...asked);
  }

  private async *listOf(filter: string): ReturnType<FakePages['read']> {
    const ids = [...filter.matchAll(/id eq '((?:[^']|'')*)'/g)].map(([, id]) => id!);
    yield await Promise.resolve({rows: ids.map((id) => wholeUser(id.replaceAll("''", "'")))});
  }
}

/** Every page that is asked for has these rows, as they come out of a parser. */
function answering(rows: unknown[], link: string): FakePages {
  const text = JSON.stringify(rows);
  const page = (): {rows: unknown[]; deltaLink: string} => ({
    rows: JSON.parse(text) as unknown[],
    deltaLink: DELTA_LINK,
  });
  return new HostilePages().answer(link, page(), page());
}

/** Rows that came, in the words of the stream: a user has a row for each licence. */
function idsExpected(stream: string, rows: unknown[]): unknown[] {
  if (stream !== 'user_licenses') return rows.map((row) => (row as Row)['id']);
  return (rows as Row[]).flatMap(({id, assignedLicenses, licenseAssignmentStates}) =>
    [...list(assignedLicenses), ...list(licenseAssignmentStates)].map(({skuId}) => [id, skuId]),
  );
}

function list(value: unknown): Row[] {
  return Array.isArray(value) ? (value as Row[]) : [];
}

/** All rows are written, or the read ended with an error that was foreseen and saved no state. */
function expectNothingLost(stream: string, rows: unknown[], outcome: Outcome): void {
  if (outcome.error) {
    expectForeseen(outcome.error);
    expect(outcome.states).toEqual([]);
    return;
  }
  const records = written(stream, outcome.rows);
  if (!records) return;
  const ids = stream === 'user_licenses' ? licencesIn(outcome.rows) : idsIn(outcome.rows);
  for (const id of idsExpected(stream, rows)) expect(ids).toContain(JSON.stringify(id));
}

function idsIn(rows: Row[]): Set<string> {
  return new Set(rows.map(({id}) => JSON.stringify(id)));
}

function licencesIn(rows: Row[]): Set<string> {
  return new Set(rows.map(({userId, skuId}) => JSON.stringify([userId, skuId])));
}

describe('rows of any shape are written or fail their stream', () => {
  test.each(LISTS)('%s, read in full', async (name) => {
    const stream = streams.get(name)!;
    await holds(
      fc.asyncProperty(hostileRows(name), async (rows) => {
        const pages = answering(rows, stream.definition.endpoint);
        const outcome = await read(stream, pages, {fullRefresh: true});
        expectNothingLost(name, rows, outcome);
        if (!outcome.error && name !== 'user_licenses') {
          expect(outcome.rows.length).toBe(rows.length);
        }
      }),
    );
  });

  test.each([
    ['users', '/users/delta'],
    ['user_organization_details', '/users/delta'],
    ['subscribed_skus', '/subscribedSkus'],
  ])('%s, read incrementally', async (name, link) => {
    const stream = streams.get(name)!;
    await holds(
      fc.asyncProperty(hostileRows(name), async (rows) => {
        const outcome = await read(stream, answering(rows, link));
        expectNothingLost(name, rows, outcome);
      }),
    );
  });

  test.each(LISTS)('%s, with domains', async (name) => {
    const stream = streams.get(name)!;
    await holds(
      fc.asyncProperty(hostileRows(name), async (rows) => {
        const pages = answering(rows, `${stream.definition.endpoint}`);
        // Pages without a sign-in date are asked for in each size.
        for (let size = 1; size <= 3; size += 1) {
          pages.answer("/users?endsWith(userPrincipalName,'@contoso.com')", {
            rows: JSON.parse(JSON.stringify(rows)) as unknown[],
          });
        }
        const options = {fullRefresh: true, domains: ['contoso.com']};
        const {rows: delivered, skipped, error} = await read(stream, pages, options);
        if (error) return expectForeseen(error);
        const left = skipped.outsideDomains + skipped.withoutName;
        if (name !== 'user_licenses') expect(delivered.length + left).toBe(rows.length);
      }),
      {share: 0.3},
    );
  });
});

describe('a saved state of any shape leads to a read of all rows, or to an error', () => {
  /** The state that a first read saves, and what the next one is answered. */
  const STATES: [stream: string, link: string, next: string][] = [
    ['users', '/users/delta', DELTA_LINK],
    ['subscribed_skus', '/subscribedSkus', '/subscribedSkus'],
    ['user_registration_details', '/reports/authenticationMethods/userRegistrationDetails', ''],
  ];

  test.each(STATES)('%s', async (name, link, next) => {
    const stream = streams.get(name)!;
    const rows = recordedRows(name);
    const {states} = await read(stream, answering(rows, link));
    await holds(
      fc.asyncProperty(fc.oneof(mutated(states[0]), anyJson()), async (state) => {
        if (typeof state !== 'object' || state === null || Array.isArray(state)) return;
        const pages = answering(rows, link);
        if (next !== link) pages.answer(next, {rows: [], deltaLink: DELTA_LINK});
        pages.answer('/directory/deletedItems/microsoft.graph.user', {rows: []});
        const outcome = await read(stream, pages, {state: state as Row});
        // Another link than the saved one is another address, where nobody answers.
        if (outcome.error?.message.includes('no answer is left')) return;
        if (outcome.error) return expectForeseen(outcome.error);
        expect(outcome.states.length).toBeGreaterThan(0);
        expect(outcome.rows.every(({synced_at}) => typeof synced_at === 'string')).toBe(true);
      }),
    );
  });
});
