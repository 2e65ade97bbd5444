/** The models run without dbt: settings, the user's lists, and tables that grow by a day. */
import {readMarts} from '../answers/read-marts';
import {readSums} from '../answers/read-sums';
import {notesOn} from '../answers/notes';
import {buildModels, withSettings} from '../database/build-models';
import type {Database} from '../database/database';
import {prepareTables} from '../database/tables';
import {loadOwnLists, strangersIn} from '../lists/own-tables';
import type {OwnLists} from '../lists/own-tables';
import {loadModels, martsResting, tablesToRead} from '../models';
import {Workplace} from './run-report';

const MODELS = loadModels();
const E3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const NO_LISTS: OwnLists = {prices: [], excludedAccounts: []};

let place: Workplace;
let database: Database;

beforeEach(async () => {
  place = new Workplace();
  database = await place.database('tables.duckdb');
  await prepareTables(database, MODELS.tables);
});
afterEach(() => {
  database.close();
  place.remove();
});

/** Ann, who was last seen on 2 September, and two E3 seats of which she holds one. */
async function oneSeat(day: string): Promise<void> {
  for (const table of ['users', 'user_licenses', 'subscribed_skus', 'sign_in_activity']) {
    await database.run(`DELETE FROM ${table}`);
  }
  await database.run(
    `INSERT INTO users BY NAME SELECT 'ann' AS id, 'Ann@contoso.com' AS "userPrincipalName",
      true AS "accountEnabled", TIMESTAMP '2020-01-01' AS "createdDateTime", CAST(? AS TIMESTAMP) AS synced_at`,
    [day],
  );
  await database.run(
    `INSERT INTO user_licenses BY NAME SELECT 'l' AS id, 'ann' AS "userId", '${E3}' AS "skuId",
      'direct' AS source, 'Active' AS state, true AS is_held, TIMESTAMP '2020-01-01' AS "lastUpdatedDateTime",
      CAST(? AS TIMESTAMP) AS synced_at`,
    [day],
  );
  await database.run(
    `INSERT INTO subscribed_skus BY NAME SELECT 's' AS id, '${E3}' AS "skuId", 'SPE_E3' AS "skuPartNumber",
      'User' AS "appliesTo", 'Enabled' AS "capabilityStatus", 1 AS "consumedUnits",
      '{"enabled":2,"warning":0,"suspended":0,"lockedOut":0}' AS "prepaidUnits"`,
  );
  await database.run(
    `INSERT INTO sign_in_activity BY NAME SELECT 'ann' AS id, TIMESTAMP '2026-09-02' AS last_use_at`,
  );
}

async function build(lists: OwnLists = NO_LISTS, inactiveDays = 90): Promise<void> {
  await loadOwnLists(database, MODELS, lists);
  await buildModels(database, MODELS, {inactiveDays});
}

async function reasons(): Promise<string[]> {
  const {m365__wasted_seats: rows} = await readMarts(database);
  return rows.map(({reason, confidence, seats}) => `${reason} ${confidence} ${seats}`).sort();
}

test('the day after which a seat is inactive is the setting', async () => {
  await oneSeat('2026-11-28');
  await build(NO_LISTS, 87);
  expect(await reasons()).toEqual(['unassigned certain 1']);
  await build(NO_LISTS, 86);
  expect(await reasons()).toEqual(['inactive probable 1', 'unassigned certain 1']);
});

test('SQL without a place for the setting is refused', () => {
  const settings = MODELS.models.find(({name}) => name === 'stg_m365__settings')!;
  const inactiveDays = 5;
  expect(withSettings(settings, {inactiveDays}).sql).toContain('cast(5 as integer)');
  const fixed = {...settings, sql: 'select 90 as inactive_days'};
  expect(() => withSettings(fixed, {inactiveDays})).toThrow(/compile-models/);
});

test('prices and excluded accounts count; lines about others are named', async () => {
  await oneSeat('2026-11-28');
  const price = {line: 2, sku_id: null, monthly_price: '36.125', currency: 'EUR', valid_from: null};
  const account = {line: 2, user_id: null, why: 'leave', until: '2026-11-28'};
  const lists: OwnLists = {
    prices: [
      {...price, sku_part_number: 'spe_e3'},
      {...price, line: 3, sku_part_number: 'NONE'},
    ],
    excludedAccounts: [
      {...account, user_principal_name: 'ann@CONTOSO.com'},
      {...account, line: 3, user_principal_name: 'nobody@contoso.com'},
    ],
  };
  await build(lists, 30);
  expect(await reasons()).toEqual(['inactive excluded 1', 'unassigned certain 1']);
  const {m365__seat_inventory: inventory} = await readMarts(database);
  expect(inventory).toMatchObject([{monthly_value: 72.25, wasted_monthly_value: 36.125}]);
  const strangers = await strangersIn(database, lists);
  expect(strangers.prices.map(({line}) => line)).toEqual([3]);
  expect(strangers.excludedAccounts.map(({line}) => line)).toEqual([3]);
});

test('a second build on a day changes nothing, and one on the next day adds a day', async () => {
  await oneSeat('2026-11-28');
  await build();
  const first = {marts: await readMarts(database), sums: await readSums(database)};
  await build();
  expect({marts: await readMarts(database), sums: await readSums(database)}).toEqual(first);
  await oneSeat('2026-12-02');
  await build();
  const {m365__seat_history: history, m365__seat_changes: changes} = await readSums(database);
  expect(history).toEqual([
    {as_of_date: '2026-11-28', reason: null, confidence: null, seats: 1, unknown_seats: 0},
    {
      as_of_date: '2026-12-02',
      reason: 'inactive',
      confidence: 'probable',
      seats: 1,
      unknown_seats: 0,
    },
  ]);
  expect(changes).toMatchObject([{month_start_date: '2026-12-01', became_idle: 1, given: 0}]);
  const scope = {isDemo: true, domains: ['a.b'], hasPseudonyms: true};
  expect(await notesOn(database, tablesToRead(MODELS), scope)).toEqual([
    {kind: 'demo'},
    {kind: 'pseudonyms'},
    {kind: 'domains', domains: ['a.b']},
    {kind: 'history', days: 2, firstDate: '2026-11-28', lastDate: '2026-12-02'},
  ]);
});

test('a build that fails leaves the answers of before', async () => {
  await oneSeat('2026-11-28');
  await build();
  const before = await readMarts(database);
  await database.run('UPDATE users SET "accountEnabled" = false');
  const broken = [...MODELS.models, {...MODELS.models[0]!, name: 'broken', sql: 'select nothing'}];
  const building = buildModels(database, {...MODELS, models: broken}, {inactiveDays: 90});
  await expect(building).rejects.toThrow(/nothing/);
  expect(await readMarts(database)).toEqual(before);
});

test('a table that grows takes columns of a newer version, and a model may become another kind', async () => {
  await oneSeat('2026-11-28');
  await build();
  await database.run('ALTER TABLE m365__seat_history DROP COLUMN department');
  await database.run('DROP TABLE m365__renewals');
  await database.run('CREATE VIEW m365__renewals AS SELECT 1 AS one');
  await build();
  const [row] = await database.rows<object>('SELECT * FROM m365__seat_history');
  expect(row).toHaveProperty('department', null);
  expect((await readMarts(database)).m365__renewals).toEqual([]);
});

test('reports in which names are concealed are named', async () => {
  await oneSeat('2026-11-28');
  await database.run(
    'INSERT INTO email_activity_user_detail BY NAME SELECT 1 AS id, true AS names_concealed',
  );
  await build();
  const scope = {isDemo: false, domains: ['*'], hasPseudonyms: false};
  expect(await notesOn(database, tablesToRead(MODELS), scope)).toContainEqual({
    kind: 'concealed_names',
    streams: ['email_activity_user_detail'],
  });
});

test('24 streams are read, and each mart rests on those whose rows reach it', () => {
  expect(Object.keys(tablesToRead(MODELS))).toHaveLength(24);
  expect(martsResting('license_groups', MODELS)).toEqual(['m365__license_assignments']);
  expect(martsResting('mailbox_usage_detail', MODELS)).toEqual(
    expect.arrayContaining(['m365__storage', 'm365__right_sizing', 'm365__wasted_seats']),
  );
  expect(martsResting('users', MODELS)).toHaveLength(12);
});
