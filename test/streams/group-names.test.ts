import {Readable} from 'node:stream';
import {parseHead} from '../../src/graph/reports/csv';
import type {ReportFile} from '../../src/graph/reports/report-file';
import {findNames, nameKindOf} from '../../src/streams/concealed-names';
import {loadStreams} from '../../src/streams/load';
import type {Stream} from '../../src/streams/stream';

const HASH = 'E58EEF6A6BBD3D0293CB306D24A42057';
const BASE64 = '5Y7vamu9PQKTyzBtJKQgV+qCcY5fyUS3mUNPnIVbgN8=';
const TEAM = 'Report Refresh Date,Team Name,Team Id';
const GROUP = 'Report Refresh Date,Group Display Name,Owner Principal Name';

let streams: Map<string, Stream>;
beforeAll(async () => {
  streams = new Map((await loadStreams()).map((stream) => [stream.definition.name, stream]));
});

function fileOf(header: string, rows: readonly string[]): ReportFile {
  const text = [header, ...rows.map((row) => `2026-02-27,${row}`)].join('\r\n') + '\r\n';
  const read = (): Readable => Readable.from([Buffer.from(text)]);
  return {...parseHead(text, true)!, isWhole: true, read, close: () => Promise.resolve()};
}

describe.each([
  ['teams_team_activity_detail', TEAM],
  ['office365_groups_activity_detail', GROUP],
])('the names in %s', (name, header) => {
  const isTeam = header === TEAM;

  test.each<
    [what: string, rows: string[], stand: [visibility: string | undefined, isNamed: boolean]]
  >([
    ['are shown where groups have names alone', ['Sales,', 'Quiet,'], ['named', true]],
    ['are concealed where hashes stand in their place', [`${HASH},`], ['concealed', false]],
    ['are shown where one name looks like a hash', [`${HASH},`, 'Sales,'], ['named', true]],
    ['are nowhere in a file without any', [',', '(Unknown),'], [undefined, false]],
  ])('%s', async (_what, rows, stand) => {
    const found = await findNames(streams.get(name)!, fileOf(header, rows), [
      'principal',
      'display',
      'group',
    ]);
    expect([found.visibility, found.isNamed]).toEqual(stand);
  });

  test('are not taken for names of people, where those are looked for', async () => {
    const file = fileOf(header, ['Sales,', 'Quiet,']);
    const found = await findNames(streams.get(name)!, file, ['principal']);
    expect([found.visibility, found.isNamed]).toEqual([undefined, false]);
  });

  test('are those of owners before those of groups', async () => {
    const owned = [`Quiet,`, `Sales,${isTeam ? '' : BASE64}`];
    const found = await findNames(streams.get(name)!, fileOf(header, owned), [
      'principal',
      'display',
      'group',
    ]);
    expect([found.visibility, found.isNamed]).toEqual(
      isTeam ? ['named', true] : ['concealed', false],
    );
  });
});

test.each([
  [{groupDisplayName: 'Sales', ownerPrincipalName: 'ann@contoso.com'}, 'principal'],
  [{groupDisplayName: 'Sales', ownerPrincipalName: null}, 'group'],
  [{groupDisplayName: HASH, ownerPrincipalName: null}, 'pseudonym'],
  [{groupDisplayName: 'Sales', ownerPrincipalName: HASH}, 'pseudonym'],
  [{groupDisplayName: HASH, ownerPrincipalName: 'ann@contoso.com'}, 'principal'],
  [{teamName: 'Sales'}, 'group'],
  [{teamName: '--'}, undefined],
])('%j is named by %s', (row, kind) => {
  expect(nameKindOf(row)).toBe(kind);
});
