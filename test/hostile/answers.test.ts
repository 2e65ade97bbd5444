/** Answers that Graph should never give. What they break, they break for those that follow, too. */
import {ALL_STREAMS, Connection, catalogOf} from '../support/connection';
import {OWN_PROCESS} from '../support/connector';
import type {RunOptions} from '../support/connector';
import type {Result} from '../support/messages';
import {openTenant} from '../support/tenants';
import type {RecordMessage} from '../../src/airbyte/messages';
import {useResident} from '../support/use-resident';

useResident();

const MEGABYTE = 1_000_000;

function nested(levels: number): string {
  return '[{"a":'.repeat(levels / 2) + '1' + '}]'.repeat(levels / 2);
}

/** A page of users as a text, with these members put into its second row. */
function pageWith(members: string): string {
  const rows = [
    '{"id":"1","userPrincipalName":"ana@contoso.com"}',
    `{"id":"2","userPrincipalName":"bob@contoso.com"${members && `,${members}`}}`,
    '{"id":"3","userPrincipalName":"eve@contoso.com"}',
  ];
  return `{"value":[${rows.join(',')}]}`;
}

/** Reads all streams, where the first page of `users` has this body. */
async function readUsers(body: string, options: RunOptions = {}): Promise<Result> {
  const tenant = await openTenant({users: 5});
  const respond = {status: 200, headers: {'content-type': 'application/json'}, body};
  // The stream of sign-ins asks for the same path with a filter or fields of its own.
  const match = /\/users\?\$select=id,userPrincipalName,mail/;
  // What is no page is asked for again, three times.
  tenant.faults.inject({match, times: body.startsWith('{"value":') ? 1 : 4, respond});
  const connection = new Connection(tenant, {syncMode: 'full_refresh'});
  const result = await connection.sync(options);
  for (const stream of ALL_STREAMS.filter((name) => name !== 'users')) {
    expect(result.statuses(stream).at(-1)).toBe('COMPLETE');
  }
  return result;
}

function recordsOf(result: Result): RecordMessage[] {
  return result.messages.flatMap((message) =>
    message.type === 'RECORD' && message.record.stream === 'users' ? [message.record] : [],
  );
}

describe('a value that readers choke on does not cost its row, and is told in meta.changes:', () => {
  const SERIALIZATION = 'SOURCE_SERIALIZATION_ERROR';

  test.concurrent.each<[string, string, string, string, unknown]>([
    ['a NUL character', '"city":"Bo\\u0000nn"', 'TRUNCATED', SERIALIZATION, 'Bonn'],
    ['half a surrogate pair', '"city":"\\ud83d!"', 'TRUNCATED', SERIALIZATION, '\ufffd!'],
    ['100,000 levels', `"city":${nested(100_000)}`, 'NULLED', SERIALIZATION, null],
    ['1,000 levels', `"city":${nested(1_000)}`, 'NULLED', SERIALIZATION, null],
    [
      'a text of 50 MB',
      `"city":"${'x'.repeat(50 * MEGABYTE)}"`,
      'NULLED',
      'SOURCE_RECORD_SIZE_LIMITATION',
      null,
    ],
  ])('%s', async (...[, member, change, reason, city]) => {
    const result = await readUsers(pageWith(member), OWN_PROCESS);
    expect([result.exitCode, result.failures]).toEqual([0, []]);
    const records = recordsOf(result);
    expect(records.map(({data}) => data['id'])).toEqual(['1', '2', '3']);
    expect(records.map(({meta}) => meta)).toEqual([
      undefined,
      {changes: [{field: 'city', change, reason}]},
      undefined,
    ]);
    expect(records[1]?.data['city']).toEqual(city);
  });
});

describe('a value that is only unusual is delivered as it is:', () => {
  test.concurrent.each<[string, string, Record<string, unknown>]>([
    ['another type than the schema', '"city":{"x":[1]}', {city: {x: [1]}}],
    ['a key that comes twice: the last counts', '"city":"a","city":"b"', {city: 'b'}],
    ['a number beyond all', '"city":1e999', {city: 'Infinity'}],
    ['100,000 levels in a property that was not asked for', `"x":${nested(100_000)}`, {}],
    ['50 MB in a property that was not asked for', `"x":"${'x'.repeat(50 * MEGABYTE)}"`, {}],
    ['keys that objects have by nature', '"__proto__":{"id":"9"},"toString":1', {id: '2'}],
    ['a mark of deletion', '"_ab_cdc_deleted_at":"2026-01-01"', {_ab_cdc_deleted_at: null}],
    ['its id once more', '"id":"2"', {id: '2'}],
  ])('%s', async (_what, members, expected) => {
    const result = await readUsers(pageWith(members));
    expect([result.exitCode, result.failures]).toEqual([0, []]);
    const records = recordsOf(result);
    expect(records.map(({data}) => data['id'])).toEqual(['1', '2', '3']);
    expect(records[1]?.data).toMatchObject(expected);
    expect(records.map(({meta}) => meta)).toEqual([undefined, undefined, undefined]);
  });
});

describe('what cannot be a row, or is no page, ends the stream by name, and the others are read:', () => {
  const row = (text: string): string => `{"value":[${text}]}`;

  test.concurrent.each<[string, string, RegExp]>([
    ['a row that is null', row('null'), /a row that is no object/],
    ['a row that is a number', row('7'), /a row that is no object/],
    ['a row that is a text', row('"x"'), /a row that is no object/],
    ['a row that is a list', row('[[]]'), /a row that has no id/],
    ['a row without an id', row('{"city":"Bonn"}'), /a row that has no id/],
    ['an id that is a number', row('{"id":7}'), /a row that has no id/],
    ['an id that is nested deep', row(`{"id":${nested(100_000)}}`), /a row that has no id/],
    [
      'an id with a NUL character',
      row('{"id":"1\\u0000"}'),
      /sent a row whose id is of characters/,
    ],
    ['an id of 20 MB', row(`{"id":"${'x'.repeat(20 * MEGABYTE)}"}`), /whose id is longer than/],
    ['a page that is a list', '[]', /without the list "value"/],
    ['a page that is a text', '"value"', /without the list "value"/],
    ['a page of 100,000 levels', nested(100_000), /without the list "value"/],
    ['rows of 100,000 levels', row(nested(100_000)), /a row that/],
    ['a next link that is a number', '{"value":[],"@odata.nextLink":7}', /nextLink is not a link/],
    ['a next link to nowhere', '{"value":[],"@odata.nextLink":"next"}', /nextLink is not a link/],
    ['no row at all', '{"value":[]}', /empty list/],
  ])('%s', async (_what, body, message) => {
    const result = await readUsers(body);
    expect([result.exitCode, result.failures]).toEqual([1, [['system_error', 'users']]]);
    expect(result.errors[0]?.message).toMatch(message);
    expect(result.errors[0]?.message.length).toBeLessThan(1_000);
    expect(result.statuses('users').at(-1)).toBe('INCOMPLETE');
    expect(result.states('users')).toEqual([]);
  });
});

describe('a usage report', () => {
  const HEADER =
    'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Send Count,Report Period';

  async function readReport(rows: string): Promise<Result> {
    const tenant = await openTenant({users: 5});
    const body = `\ufeff${HEADER}\r\n${rows}`;
    const respond = {status: 200, headers: {'content-type': 'application/octet-stream'}, body};
    tenant.faults.inject({match: 'getEmailActivityUserDetail', times: Infinity, respond});
    const streams = ['email_activity_user_detail'];
    return new Connection(tenant, {streams}).sync({clock: {now: Date.parse('2026-03-01')}});
  }

  function row(name: string, display = 'x'): string {
    return `2026-02-27,${name},${display},False,1,30\r\n`;
  }

  test.concurrent(
    'with a NUL character and 20 MB in cells is delivered, and tells so',
    async () => {
      const huge = row('bob@contoso.com', 'x'.repeat(20 * MEGABYTE));
      const result = await readReport(
        row('ana@contoso.com', 'a\0b') + huge + row('eve@contoso.com'),
      );
      expect([result.exitCode, result.failures]).toEqual([0, []]);
      const records = result.messages.flatMap((message) =>
        message.type === 'RECORD' ? [message.record] : [],
      );
      const names = ['ana@contoso.com', 'bob@contoso.com', 'eve@contoso.com'];
      expect(records.map(({data}) => data['userPrincipalName'])).toEqual(names);
      const changes = records.map(({meta}) => meta?.changes.map(({change}) => change));
      expect(changes).toEqual([['TRUNCATED'], ['NULLED'], undefined]);
    },
  );

  test.concurrent('with 20 MB in its first row is delivered', async () => {
    const result = await readReport(row('ana@contoso.com', `"${'x\n'.repeat(10 * MEGABYTE)}"`));
    expect([result.exitCode, result.failures]).toEqual([0, []]);
    expect(result.records('email_activity_user_detail').length).toBe(1);
  });

  test.concurrent.each<[string, string, string, RegExp]>([
    ['a row too short', `${row('a@b.com')}2026-02-27,x\r\n`, 'transient_error', /line 3 is inc/],
    ['an id with a NUL character', row('a\0@b.com'), 'system_error', /whose id is of characters/],
    ['no refresh date', ',a@b.com,x,False,1,30\r\n', 'system_error', /the first has no date/],
  ])('with %s ends its stream', async (...[, rows, type, message]) => {
    const result = await readReport(rows);
    const stream = 'email_activity_user_detail';
    expect([result.exitCode, result.failures]).toEqual([1, [[type, stream]]]);
    expect(result.errors[0]?.message).toMatch(message);
  });
});

describe('files that nobody should hand in end the process with one config_error:', () => {
  const deep = nested(100_000);

  test.concurrent.each<[string, (config: object) => object, RegExp]>([
    ['settings of 50 MB', () => ({config: `"${'x'.repeat(50 * MEGABYTE)}"`}), /larger than 1 MB/],
    ['settings of 100,000 levels', () => ({config: deep}), /nested more than 500 levels/],
    ['a catalog of 100,000 levels', (config) => ({config, catalog: deep}), /500 levels/],
    [
      'a state of 100,000 levels',
      (config) => ({config, catalog: catalogOf('incremental'), state: deep}),
      /state file .* 500 levels/,
    ],
    [
      'a state of 50 MB that is a text',
      (config) => ({config, catalog: catalogOf('incremental'), state: `"${'x'.repeat(5e7)}"`}),
      /it is "x{99}…, not a list of states/,
    ],
  ])('%s', async (_what, files, message) => {
    const tenant = await openTenant({users: 5});
    const {connector} = new Connection(tenant);
    const all = {config: tenant.settings(), catalog: catalogOf('incremental')};
    const result = await connector.run(['read'], {files: {...all, ...files(all.config)}});
    expect([result.exitCode, result.failures]).toEqual([1, [['config_error', undefined]]]);
    expect(result.errors[0]?.message).toMatch(message);
  });

  test.concurrent('and a check of such settings is FAILED', async () => {
    const tenant = await openTenant({users: 5});
    const {connector} = new Connection(tenant);
    const result = await connector.run(['check'], {files: {config: deep}});
    expect(result.exitCode).toBe(0);
    const message = expect.stringMatching(/500 levels/) as string;
    expect(result.messages).toMatchObject([{connectionStatus: {status: 'FAILED', message}}]);
  });
});
