/** Personal data under a key: the streams as they are otherwise, and nobody's name in any output. */
import type {AirbyteStream} from '../../src/airbyte/messages';
import {DEFAULT_ROLES} from '../../tenant/tenant';
import type {Tenant} from '../../tenant/tenant';
import {Connection} from '../support/connection';
import {
  PSEUDONYM,
  PSEUDONYMIZE,
  clearValuesIn,
  personalValuesOf,
  principalPseudonymOf,
  pseudonymOf,
} from '../support/expected-pseudonyms';
import {discovered} from '../support/expected-reports';
import type {Result, Row} from '../support/messages';
import {DOWNLOAD} from '../support/report-requests';
import {NOON} from '../support/test-date';
import {openTenant} from '../support/tenants';
import {perTier} from '../support/tier';
import {useResident} from '../support/use-resident';

useResident();

const ROLES = [...DEFAULT_ROLES, 'Organization.Read.All', 'GroupMember.Read.All'];
const OTHER_KEY = {mode: 'pseudonymize', key: 'another-key-of-the-customer-0123456789'};
const DAY_MS = 86_400_000;

/** One or two of each way to read incrementally. */
const SOME = [
  ...['users', 'sign_in_activity', 'user_registration_details', 'email_activity_user_detail'],
  ...['email_activity_user_detail_daily', 'sharepoint_site_usage_detail'],
  ...['subscribed_skus', 'organization', 'directory_subscriptions'],
];

type Property = Record<string, unknown> & {'x-personal': string};

let streams: AirbyteStream[];

beforeAll(async () => {
  streams = await discovered(await openTenant({users: 1}));
});

function propertiesOf({json_schema: schema}: AirbyteStream): [string, Property][] {
  return Object.entries(schema['properties'] as Record<string, Property>);
}

/** At no depth. */
function tellsOfNobody(property: Property): boolean {
  const kinds = JSON.stringify(property).matchAll(/"x-personal":"(\w+)"/g);
  return [...kinds].every(([, kind]) => kind === 'none');
}

function namesOf(all: readonly AirbyteStream[]): string[] {
  return all.map(({name}) => name);
}

function incremental(): AirbyteStream[] {
  return streams.filter(({supported_sync_modes: modes}) => modes.includes('incremental'));
}

async function peopledTenant(clock: {now: number}, users = 60): Promise<Tenant> {
  return openTenant({
    users,
    reportRows: users,
    deltaPageSize: 15,
    roles: ROLES,
    now: () => clock.now,
  });
}

/** Everything that a run gave away: what it wrote, its states among it. */
function outputOf({stdout, stderr}: Result): string {
  return stdout + stderr;
}

/** The values of a field in the rows of a stream, as a join compares them. */
function keysOf(rows: readonly Row[], field: string): string[] {
  return rows.flatMap((row) => (typeof row[field] === 'string' ? row[field].toLowerCase() : []));
}

/** How many pairs of rows each pair of identifying fields joins, by their names. */
function joinCounts(rowsOf: (stream: string) => readonly Row[]): Map<string, number> {
  const columns = streams.flatMap((stream) =>
    propertiesOf(stream)
      .filter(([, {'x-personal': kind}]) => kind === 'id' || kind === 'address')
      .map(([field]) => {
        const counts = new Map<string, number>();
        for (const key of keysOf(rowsOf(stream.name), field))
          counts.set(key, (counts.get(key) ?? 0) + 1);
        return {name: `${stream.name}.${field}`, counts};
      }),
  );
  return new Map(
    columns.flatMap((one) =>
      columns.map((other): [string, number] => {
        const pairs = [...one.counts].map(([key, count]) => count * (other.counts.get(key) ?? 0));
        return [`${one.name} = ${other.name}`, pairs.reduce((sum, count) => sum + count, 0)];
      }),
    ),
  );
}

describe('a full read of all streams', () => {
  let tenant: Tenant;
  let clear: Result;
  let result: Result;

  beforeAll(async () => {
    const clock = {now: NOON};
    tenant = await peopledTenant(clock);
    const read = async (settings: object): Promise<Result> =>
      new Connection(tenant, {
        streams: namesOf(streams),
        syncMode: 'full_refresh',
        settings: {...settings, num_workers: 1},
      }).syncWell({clock: {now: NOON}});
    clear = await read({});
    result = await read(PSEUDONYMIZE);
  });

  test('gives away nobody', () => {
    const people = personalValuesOf(tenant);
    expect(people.size).toBeGreaterThan(300);
    expect(clearValuesIn(outputOf(result), people)).toEqual([]);
    expect(clearValuesIn(outputOf(clear), people).length).toBeGreaterThan(300);
  });

  test('joins each pair of fields as often as in clear', () => {
    const counts = joinCounts((stream) => result.records(stream));
    const expected = joinCounts((stream) => clear.records(stream));
    const different = [...expected].filter(([pair, count]) => counts.get(pair) !== count);
    expect(different).toEqual([]);
    expect(
      expected.get('users.userPrincipalName = email_activity_user_detail.userPrincipalName'),
    ).toBeGreaterThan(30);
    expect(expected.get('users.id = teams_user_activity_user_detail.userId')).toBeGreaterThan(30);
    expect(expected.get('users.id = user_licenses.userId')).toBeGreaterThan(30);
  });

  test('has the same rows, with ids of their own, and what tells of nobody as it is', () => {
    for (const stream of streams) {
      const [rows, others] = [result.records(stream.name), clear.records(stream.name)];
      const kept = propertiesOf(stream).flatMap(([field, property]) =>
        tellsOfNobody(property) && field !== 'synced_at' ? [field] : [],
      );
      const pick = (row: Row): unknown[] => kept.map((field) => row[field]);
      expect([stream.name, rows.length]).toEqual([stream.name, others.length]);
      expect(rows.map(pick)).toEqual(others.map(pick));
      expect(new Set(rows.map(({id}) => id)).size).toBe(rows.length);
    }
  });

  test('empties names and free texts', () => {
    for (const stream of streams) {
      const emptied = propertiesOf(stream).flatMap(([field, {'x-personal': kind}]) =>
        ['name', 'free_text', 'device'].includes(kind) ? [field] : [],
      );
      for (const row of result.records(stream.name)) {
        for (const field of emptied) expect([field, row[field]]).toEqual([field, null]);
      }
    }
  });

  test('empties them in the objects of a list too, and keeps the rest of these', () => {
    const users = clear.records('user_organization_details');
    const errors = users.map((row) => row['onPremisesProvisioningErrors'] as Row[]);
    const emptied = errors.map((list) => list.map((error) => ({...error, value: null})));
    expect(emptied.flat().length).toBeGreaterThan(0);
    const rows = result.records('user_organization_details');
    expect(rows.map((row) => row['onPremisesProvisioningErrors'])).toEqual(emptied);
  });

  test('has pseudonyms that anybody with the key can make', () => {
    const user = [...tenant.directory.all()].find(({mail, employeeId}) => mail && employeeId)!;
    const row = result.records('users').find(({id}) => id === pseudonymOf(user.id));
    expect(row).toMatchObject({
      userPrincipalName: principalPseudonymOf(user.userPrincipalName),
      mail: principalPseudonymOf(user.mail!),
      employeeId: pseudonymOf(user.employeeId!),
      displayName: null,
      department: user.department,
    });
    const sites = result.records('onedrive_usage_account_detail').map(({siteUrl}) => siteUrl);
    expect(sites.filter(Boolean).length).toBeGreaterThan(10);
    for (const site of sites.filter(Boolean)) {
      expect(site).toMatch(/^https:\/\/[\w.-]+-my\.sharepoint\.com\/personal\/p_[a-z2-7]{26}$/);
    }
  });

  test('makes ids of rows of the pseudonyms in them', () => {
    for (const {id, userPrincipalName, reportRefreshDate, isDeleted} of result.records(
      'email_activity_user_detail',
    )) {
      const parts = [
        reportRefreshDate,
        'D30',
        userPrincipalName,
        ...(isDeleted ? ['deleted'] : []),
      ];
      expect(id).toBe(parts.join('|'));
    }
    for (const {id, userId, skuId, assignedByGroup, source} of result.records('user_licenses')) {
      expect(id).toBe([userId, skuId, assignedByGroup ?? source].join('_'));
      expect(userId).toMatch(PSEUDONYM);
    }
  });
});

describe('incremental reads with changes between', () => {
  test('keep the tables right and give away nobody', async () => {
    const clock = {now: NOON};
    const tenant = await peopledTenant(clock);
    const connection = new Connection(tenant, {
      streams: namesOf(incremental()),
      settings: PSEUDONYMIZE,
    });
    const results = [await connection.syncWell({clock: {now: clock.now}})];
    const people = personalValuesOf(tenant);
    const [gone, renamed, ...others] = [...tenant.directory.all()];
    tenant.directory.remove(gone!.id);
    tenant.directory.change(renamed!.id, {
      userPrincipalName: 'Renamed.Person@Contoso.com',
      displayName: 'Renamed Person',
    });
    for (const {id} of others.slice(0, 20)) tenant.directory.change(id, {department: 'Moved'});
    tenant.directory.add({
      userPrincipalName: 'joined.person@fabrikam.com',
      displayName: 'Joined Person',
    });
    clock.now += DAY_MS;
    results.push(await connection.syncWell({clock: {now: clock.now}}));
    clock.now += DAY_MS;
    results.push(await connection.syncWell({clock: {now: clock.now}}));
    for (const person of personalValuesOf(tenant)) people.add(person);
    for (const result of results) expect(clearValuesIn(outputOf(result), people)).toEqual([]);
    const [, second] = results;
    const tombstones = second!.records('users').filter((row) => row['_ab_cdc_deleted_at']);
    expect(tombstones.map(({id}) => id)).toEqual([pseudonymOf(gone!.id)]);
    const expected = [...tenant.directory.all()].map(({id, userPrincipalName}) => [
      pseudonymOf(id),
      principalPseudonymOf(userPrincipalName),
    ]);
    for (const table of connection.tables('users')) {
      const rows = [...table.values()].map((row) => [row['id'], row['userPrincipalName']]);
      expect(rows.sort()).toEqual(expected.sort());
    }
  });

  test('tell nothing twice that has not changed', async () => {
    const tenant = await peopledTenant({now: NOON}, 10);
    const kept = ['organization', 'directory_subscriptions', 'subscribed_skus', 'users'];
    const connection = new Connection(tenant, {streams: kept, settings: PSEUDONYMIZE});
    await connection.syncWell();
    const result = await connection.syncWell();
    for (const name of kept) expect([name, result.records(name)]).toEqual([name, []]);
  });
});

describe('domains', () => {
  test('are matched with the names as they are', async () => {
    const tenant = await peopledTenant({now: NOON});
    const read = async (settings: object): Promise<Result> =>
      new Connection(tenant, {
        streams: namesOf(streams),
        syncMode: 'full_refresh',
        settings: {...settings, domains: ['contoso.com', 'fabrikam.com']},
      }).syncWell({clock: {now: NOON}});
    const [clear, result] = [await read({}), await read(PSEUDONYMIZE)];
    for (const name of namesOf(streams)) {
      expect([name, result.records(name).length]).toEqual([name, clear.records(name).length]);
    }
    expect(result.records('users').length).toBeLessThan(tenant.directory.count());
  });
});

describe.each([
  ['another key', PSEUDONYMIZE, {personal_data: OTHER_KEY}],
  ['a first key', {}, PSEUDONYMIZE],
  ['no key any more', PSEUDONYMIZE, {personal_data: {mode: 'keep'}}],
])('with %s', (_what, before, after) => {
  test('streams of people begin anew and say so; others go on', async () => {
    const clock = {now: NOON};
    const tenant = await peopledTenant(clock, 20);
    const read = incremental().filter(({name}) => SOME.includes(name));
    const connection = new Connection(tenant, {streams: namesOf(read), settings: before});
    await connection.syncWell({clock: {now: clock.now}});
    connection.changeSettings(after);
    const result = await connection.syncWell({clock: {now: clock.now}});
    const told = (name: string): string[] =>
      result.logs('WARN').filter((text) => text.startsWith(`${name}: starting over`));
    for (const stream of read) {
      const isOfPeople = propertiesOf(stream).some(([, {'x-personal': kind}]) => kind !== 'none');
      expect([stream.name, told(stream.name).length]).toEqual([stream.name, isOfPeople ? 1 : 0]);
      if (!isOfPeople) expect(result.records(stream.name)).toEqual([]);
    }
    const live = result.records('users').filter((row) => !row['_ab_cdc_deleted_at']);
    expect(new Set(live.map(({id}) => id)).size).toBe(tenant.directory.count());
    const [text] = told('users');
    expect(text).toMatch(
      /: personal_data \(the mode or its key\)\. .*refresh with "remove records"\.$/,
    );
    expect(text!.length).toBeLessThan(300);
    if (after === PSEUDONYMIZE) {
      expect(clearValuesIn(outputOf(result), personalValuesOf(tenant))).toEqual([]);
    }
  });
});

describe('messages about failures', () => {
  const NAME = 'Zoë Nobody-Knows';
  const ADDRESS = "z.o'brien@contoso.com";
  const USER_ID = 'abcdef01-2345-6789-abcd-ef0123456789';
  const HIDDEN = [NAME, ADDRESS, USER_ID, 'brien', 'nobody-knows'];
  const quoting = [
    `Resource '${USER_ID}' of ${NAME} does not exist`,
    `The user ${ADDRESS} (${NAME}) may not`,
    `${NAME}\n"${ADDRESS}"`,
    encodeURIComponent(`${ADDRESS} ${NAME}`),
    NAME,
  ];

  const statuses = [404, 400, 403, 500];
  const combinations = quoting.flatMap((message) =>
    statuses.map((status) => [status, message] as const),
  );
  const few = combinations.filter(
    ([status, message]) => status === statuses[0] || message === quoting[0],
  );

  test.each(perTier({commit: few, full: combinations}))(
    'of status %d leave out what Graph says: %j',
    async (status, message) => {
      const clock = {now: NOON};
      const tenant = await openTenant({users: 3, now: () => clock.now});
      const body = {error: {code: 'Some_Code', message, innerError: {message}}};
      const respond = {status, body};
      tenant.faults.inject({match: '/users', respond, times: Infinity});
      tenant.faults.inject({match: 'Reports', respond, times: Infinity});
      const {connector, settings, catalog} = new Connection(tenant, {
        streams: ['users', 'sign_in_activity', 'user_licenses', 'subscribed_skus'],
        settings: PSEUDONYMIZE,
      });
      const files = {config: settings, catalog};
      const result = await connector.run(['read', '--debug'], {files, clock});
      expect(result.exitCode).toBe(1);
      expect(result.logs('DEBUG').length).toBeGreaterThan(3);
      expect(clearValuesIn(outputOf(result), new Set(HIDDEN))).toEqual([]);
      expect(outputOf(result)).toContain('Some_Code: (left out)');
    },
  );

  test.each([
    ['JSON', `{"error": "${NAME} ${ADDRESS}"}`, {}],
    ['a line of the report', `2026-01-01,${ADDRESS},${NAME}\n`, {}],
    ['a page', `<html><title>${NAME}</title>${ADDRESS}</html>`, {'content-type': 'text/html'}],
    ['a date that is none', `Report Refresh Date,User Principal Name\n${NAME},${ADDRESS}\n`, {}],
  ])('about a report of which came %s show none of it', async (_what, body, headers) => {
    const clock = {now: NOON};
    const tenant = await openTenant({users: 3, now: () => clock.now});
    const respond = {status: 200, body, headers};
    tenant.faults.inject({match: 'getEmailActivityUserDetail', respond, times: Infinity});
    const result = await new Connection(tenant, {
      streams: ['email_activity_user_detail'],
      settings: PSEUDONYMIZE,
    }).sync({clock});
    expect(result.exitCode).toBe(1);
    expect(clearValuesIn(outputOf(result), new Set(HIDDEN))).toEqual([]);
  });

  test('check is as discreet', async () => {
    const tenant = await openTenant({users: 3});
    const respond = {status: 400, body: {error: {code: 'Some_Code', message: quoting[1]}}};
    tenant.faults.inject({match: '/users', respond, times: Infinity});
    const connection = new Connection(tenant, {settings: PSEUDONYMIZE});
    const result = await connection.connector.run(['check'], {
      files: {config: connection.settings},
    });
    expect(result.status.message).toContain('Some_Code: (left out)');
    expect(clearValuesIn(outputOf(result), new Set(HIDDEN))).toEqual([]);
  });

  test('columns that nobody knows are named once and left out', async () => {
    const tenant = await openTenant({users: 3});
    const alter = (body: string): string => {
      const [header, ...lines] = body.trimEnd().split(/\r?\n/);
      return [`${header},Manager`, ...lines.map((line) => `${line},${NAME}`), ''].join('\n');
    };
    tenant.faults.inject({match: DOWNLOAD, alter, times: Infinity});
    const result = await new Connection(tenant, {
      streams: ['email_activity_user_detail'],
      settings: PSEUDONYMIZE,
    }).syncWell();
    const told = result.logs('WARN').filter((text) => text.includes('Manager'));
    expect(told).toEqual([
      'email_activity_user_detail: these columns are not known and are left out, because they may hold ' +
        'personal data and personal_data is pseudonymize: Manager',
    ]);
    const others = result.records('email_activity_user_detail').map((row) => row['other_columns']);
    expect([...new Set(others)]).toEqual([null]);
    expect(clearValuesIn(outputOf(result), new Set(HIDDEN))).toEqual([]);
  });
});
