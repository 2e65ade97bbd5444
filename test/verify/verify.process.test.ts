/** The program against the simulated tenant: what it finds, and that it repeats nobody's data. */
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startTenant} from '../../tenant/tenant';
import type {Tenant, TenantOptions} from '../../tenant/tenant';
import type {Verification} from '../../verify/verification';

const PROGRAM = join(__dirname, '..', '..', 'verify', 'main.js');
const STREAMS = [
  ...['users', 'sign_in_activity', 'user_registration_details', 'copilot_usage_user_detail'],
  ...['email_activity_user_detail', 'email_activity_user_detail_daily'],
];

interface Verified {
  tenant: Tenant;
  verification: Verification;
  /** Both files. */
  text: string;
  modes: number[];
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, {recursive: true, force: true});
});

async function verified(options: TenantOptions): Promise<Verified> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-test-'));
  folders.push(folder);
  const tenant = await startTenant(options);
  try {
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify(tenant.settings()));
    const args = [PROGRAM, '--config', config, '--out', folder, '--streams', STREAMS.join()];
    const code = await exitCodeOf(args, tenant.environment());
    if (code !== 0) throw new Error(`The verification ended with ${code}.`);
    const files = ['verification.json', 'verification.md'].map((name) => join(folder, name));
    const [json = '', page = ''] = files.map((file) => readFileSync(file, 'utf8'));
    const verification = JSON.parse(json) as Verification;
    const modes = files.map((file) => statSync(file).mode & 0o777);
    return {tenant, verification, text: json + page, modes};
  } finally {
    await tenant.close();
  }
}

function exitCodeOf(args: string[], environment: object): Promise<number | null> {
  const env = {...process.env, NO_PROXY: '127.0.0.1', ...environment};
  const child = spawn(process.execPath, args, {env, stdio: ['ignore', 'ignore', 'inherit']});
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
}

/** Texts of people that are long enough to be found by no accident. */
function personalTexts({directory}: Tenant): string[] {
  const texts = [...directory.all()].flatMap((user) => [
    ...[user.id, user.userPrincipalName, user.displayName, user.mail, user.surname],
    ...[user.employeeId, user.mobilePhone, user.streetAddress, user.mailNickname],
    ...[...user.proxyAddresses, ...user.otherMails, ...user.businessPhones],
  ]);
  return texts.filter((text): text is string => typeof text === 'string' && text.length > 5);
}

describe('a verification of the simulated tenant', () => {
  let result: Verified;

  beforeAll(async () => {
    result = await verified({users: 120, deletedUsers: 2});
  });

  test('holds nothing of a person, of the tenant or of the app, in files for the owner alone', () => {
    const {tenantId, clientId, clientSecret} = result.tenant;
    const texts = [...personalTexts(result.tenant), tenantId, clientId, clientSecret];
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter((text) => result.text.includes(text))).toEqual([]);
    expect(result.modes).toEqual([0o600, 0o600]);
  });

  test('counts the rows of every read, and the users as Microsoft Graph does', () => {
    const {verification} = result;
    expect(verification.usersCounted).toBe(120);
    const figures = Object.entries(verification.streams).map(([name, reads]) => [
      name,
      reads.map(({mode, status, rows}) => `${mode} ${status} ${rows.repeatedIds}`),
    ]);
    const complete = ['full_refresh', 'incremental', 'incremental'].map(
      (mode) => `${mode} complete 0`,
    );
    expect(Object.fromEntries(figures)).toEqual(
      Object.fromEntries([...STREAMS].sort().map((name) => [name, complete])),
    );
    const rows = verification.streams['users']?.map(
      (read) => read.rows.rows - read.rows.deletedRows,
    );
    expect(rows).toEqual([120, 120, 0]);
  });

  test('says which assumptions held', () => {
    const outcomes = result.verification.assumptions.map(({id, outcome}) => [id, outcome]);
    expect(Object.fromEntries(outcomes)).toEqual({
      delta_ends_without_changes: 'held',
      users_page_size: 'not seen',
      sign_in_page_size: 'not seen',
      copilot_report_version_2: 'held',
      reports_end_with_a_line_break: 'held',
      reports_have_a_header: 'held',
      // The simulated tenant serves them from this machine.
      download_hosts: 'did not hold',
      throttling_names_the_time: 'not seen',
      saved_links_are_taken: 'held',
      // Only after a delta link has expired.
      deleted_users_can_be_listed: 'not seen',
      registration_details_pages: 'not seen',
    });
  });

  test('asks every report for two days, whatever the settings say', () => {
    const [read] = result.verification.streams['email_activity_user_detail_daily'] ?? [];
    const asked = read?.endpoints.filter(({endpoint}) => endpoint.includes('(date={value})'));
    expect(asked?.map(({requests}) => requests)).toEqual([2]);
  });
});

test('a refusal is told by its status and code, and the other streams are read', async () => {
  const roles = ['User.Read.All', 'AuditLog.Read.All'];
  const {verification, text} = await verified({users: 20, roles});
  const [read] = verification.streams['email_activity_user_detail'] ?? [];
  expect(read?.status).toBe('incomplete');
  const refused = read?.endpoints.filter(({status}) => status >= 400);
  expect(refused?.map(({status}) => status)).toContain(403);
  expect(verification.streams['users']?.[0]?.status).toBe('complete');
  expect(text).toContain('- email_activity_user_detail, full_refresh: incomplete (403');
});
