/** States and rows of streams whose rows are known by people. */
import {Pseudonyms} from '../../src/personal-data/pseudonyms';
import type {Row, Stream} from '../../src/streams/stream';
import {changeDetection, tenantWide} from '../../src/streams/define-stream';
import {pseudonymOf} from '../support/expected-pseudonyms';
import {FakePages, read, streamOf} from '../support/fake-pages';

const KEY = 'Ünïque-key-of-the-customer-0123456789';

function people(): Stream {
  const stream = streamOf([], {
    cursor: changeDetection(),
    domainFilter: tenantWide({because: ''}),
  });
  const properties: Record<string, Row> = {
    id: {'x-personal': 'id'},
    name: {'x-personal': 'name'},
    plan: {'x-personal': 'none'},
    synced_at: {'x-personal': 'none'},
    _ab_cdc_deleted_at: {'x-personal': 'none'},
  };
  return {...stream, schema: {properties}};
}

const ALICE = {id: 'alice-1', name: 'Alice', plan: 'E3'};
const BOB = {id: 'bob-1', name: 'Bob', plan: 'F3'};

function listed(...rows: Row[]): FakePages {
  return new FakePages().answer('/things', {rows: rows.map((row) => ({...row}))});
}

async function synced(rows: Row[], state?: Row, key = KEY): ReturnType<typeof read> {
  return read(people(), listed(...rows), {
    pseudonyms: new Pseudonyms(key),
    ...(state && {state}),
  });
}

test('a state knows rows by pseudonyms, so that nothing is told twice and what is gone is told', async () => {
  const first = await synced([ALICE, BOB]);
  expect(first.rows.map(({id, name}) => [id, name])).toEqual([
    [pseudonymOf('alice-1'), null],
    [pseudonymOf('bob-1'), null],
  ]);
  expect(JSON.stringify(first.states)).not.toMatch(/alice|bob/i);
  const second = await synced([ALICE, BOB], first.states.at(-1));
  expect(second.rows).toEqual([]);
  const third = await synced([{...ALICE, plan: 'E5'}], second.states.at(-1));
  expect(third.rows.map(({id, plan, _ab_cdc_deleted_at: at}) => [id, plan, Boolean(at)])).toEqual([
    [pseudonymOf('alice-1'), 'E5', false],
    [pseudonymOf('bob-1'), undefined, true],
  ]);
});

test('a change of what is not delivered is no change', async () => {
  const first = await synced([ALICE]);
  const second = await synced([{...ALICE, name: 'Alice Smith'}], first.states.at(-1));
  expect(second.rows).toEqual([]);
});

test('with another key all rows come anew, and no row of the former key is told as gone', async () => {
  const first = await synced([ALICE, BOB]);
  const second = await synced([ALICE], first.states.at(-1), `${KEY}-other`);
  expect(second.rows.map(({id, _ab_cdc_deleted_at: at}) => [id, at ?? null])).toEqual([
    [pseudonymOf('alice-1', `${KEY}-other`), null],
  ]);
  expect(second.log.join()).toContain('personal_data (the mode or its key)');
});
