import {byUserPrincipalName, deltaLink} from '../../src/streams/define-stream';
import type {Row, Stream} from '../../src/streams/stream';
import {FakePages, page, read, streamOf} from './fake-pages';
import type {Outcome, ReadOptions} from './fake-pages';

/** Users by a delta link, with these properties beside those that every user has. */
export function deltaUsers(...properties: string[]): Stream {
  return streamOf(fieldsWith(properties), DEFINITION);
}

/** The same, with their managers. */
export function deltaUsersWithManager(...properties: string[]): Stream {
  const relationship = {name: 'manager', field: 'manager_id'};
  return streamOf(fieldsWith([...properties, 'manager_id']), {...DEFINITION, relationship});
}

function fieldsWith(properties: readonly string[]): string[] {
  return ['id', 'userPrincipalName', ...properties, '_ab_cdc_deleted_at', 'synced_at'];
}

const DEFINITION: Parameters<typeof streamOf>[1] = {
  name: 'users',
  endpoint: '/users',
  select: 'schema',
  cursor: deltaLink({endpoint: '/users/delta', deletedItems: '/deleted'}),
  domainFilter: byUserPrincipalName('userPrincipalName'),
  empty: 'impossible',
};

type Domains = Pick<ReadOptions, 'domains'>;

/** The rounds of a stream whose first one has these rows. */
export function roundsBehind(
  stream: Stream,
  first: object[],
): {
  stateAfterFirst: (domains: string[]) => Promise<Row>;
  /** A later round of one page. */
  laterRound: (rows: object[], pages: FakePages, options?: Domains) => Promise<Outcome>;
} {
  const stateAfterFirst = async (domains: string[]): Promise<Row> => {
    // A page is cleared once it is read.
    const rows = first.map((row) => ({...row}));
    const pages = new FakePages().answer('/users/delta', page(rows, {deltaLink: 'round-2'}));
    return (await read(stream, pages, {domains})).states.at(-1)!;
  };
  const laterRound = async (
    rows: object[],
    pages: FakePages,
    {domains = ['*']}: Domains = {},
  ): Promise<Outcome> => {
    const state = await stateAfterFirst(domains);
    pages.answer('round-2', page(rows, {deltaLink: 'round-3'}));
    return read(stream, pages, {domains, state});
  };
  return {stateAfterFirst, laterRound};
}
