/** `npm run tenant`: the simulated tenant as a program, for trying the connector without a tenant of your own. */
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {NATIONAL_CLOUDS} from './reports/clouds';
import {CONCEALMENT_NOTATIONS} from './reports/concealment';
import {FAULT_NAMES, faultNamed} from './named-faults';
import {QUIRKS, readQuirks} from './quirks';
import {REPORT_FORMS} from './reports/forms';
import {startTenant} from './tenant';
import {ALL_ROLES} from './tenant-options';
import type {Tenant, TenantOptions} from './tenant';

const HELP = `A simulated Microsoft 365 tenant on this machine.

Usage: npm run tenant -- [options]

  --users N       how many users (default 1000, at most 1000000)
  --groups N      so many groups that assign no licences (default: one for ten users)
  --named-people  also people who each show one case of the answers about licences
  --seed N        another number, another tenant (default 1)
  --port N        port on 127.0.0.1 (default: any free one)
  --folder DIR    where config.json and certificate.pem go (default: a temporary folder)
  --limits        enforce Microsoft's reporting limits: 5 requests in 10 seconds for sign-in
                  data, 14 in 10 minutes for each usage report
  --entra-requests N
                  with --limits: so many requests in 10 seconds for sign-in data, not 5
  --all-permissions
                  tokens also carry the permissions of the streams that are optional
  --no-premium    a tenant without Entra ID P1: sign-in data is refused
  --concealed     usage reports show hashes in place of names
  --concealed-as NOTATION
                  or this: ${CONCEALMENT_NOTATIONS.join(', ')}
  --report-form FORM
                  usage reports come in this form: ${REPORT_FORMS.join(', ')}
  --report-rows N so many users, accounts or sites in every usage report, at most 1000000
  --cloud NAME    a national cloud, with the usage reports that it has: ${NATIONAL_CLOUDS.join(', ')}
  --no-reports    a national cloud without usage reports
  --no-copilot-v2 the Copilot report in its first version alone
  --quirk NAME    misbehave as Microsoft Graph has been seen to, may be given several times:
                  ${QUIRKS.join(',\n                  ')}
  --fault NAME    answer as networks and services do in trouble, may be given several times:
                  ${FAULT_NAMES.join(',\n                  ')}
  --latency MS    answer Graph's requests so many milliseconds later
  --cache-pages   keep answers in memory, for benchmarks
  --json          print one line of JSON when ready, and nothing else
  --help          this text
`;

const OPTIONS = {
  users: {type: 'string'},
  groups: {type: 'string'},
  'named-people': {type: 'boolean'},
  seed: {type: 'string'},
  port: {type: 'string'},
  folder: {type: 'string'},
  limits: {type: 'boolean'},
  'entra-requests': {type: 'string'},
  'all-permissions': {type: 'boolean'},
  'no-premium': {type: 'boolean'},
  concealed: {type: 'boolean'},
  'concealed-as': {type: 'string'},
  'report-form': {type: 'string'},
  'report-rows': {type: 'string'},
  cloud: {type: 'string'},
  'no-reports': {type: 'boolean'},
  'no-copilot-v2': {type: 'boolean'},
  quirk: {type: 'string', multiple: true},
  fault: {type: 'string', multiple: true},
  latency: {type: 'string'},
  'cache-pages': {type: 'boolean'},
  json: {type: 'boolean'},
  help: {type: 'boolean', short: 'h'},
} as const;

type NumberOption =
  'latency' | 'users' | 'groups' | 'seed' | 'port' | 'report-rows' | 'entra-requests';
type Values = ReturnType<typeof readArguments>;

function readArguments() {
  return parseArgs({options: OPTIONS}).values;
}

function readNumber(values: Values, name: NumberOption, usual: number): number {
  const text = values[name] ?? String(usual);
  if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}".`);
  return Number(text);
}

function readChoice<Choice extends string>(
  values: Values,
  name: 'concealed-as' | 'report-form' | 'cloud',
  choices: readonly Choice[],
): Choice | undefined {
  const given = values[name];
  if (given === undefined) return undefined;
  const choice = choices.find((other) => other === given);
  if (choice) return choice;
  throw new Error(`--${name} takes ${choices.join(', ')}, not "${given}".`);
}

function reportOptions(values: Values): TenantOptions {
  const concealedAs = readChoice(values, 'concealed-as', CONCEALMENT_NOTATIONS);
  const reportForm = readChoice(values, 'report-form', REPORT_FORMS);
  const nationalCloud = readChoice(values, 'cloud', NATIONAL_CLOUDS);
  return {
    concealed: values.concealed ?? concealedAs !== undefined,
    withoutReports: values['no-reports'] ?? false,
    withoutCopilotV2: values['no-copilot-v2'] ?? false,
    ...(nationalCloud && {nationalCloud}),
    ...(concealedAs && {concealedAs}),
    ...(reportForm && {reportForm}),
    ...(values['report-rows'] !== undefined && {
      reportRows: readNumber(values, 'report-rows', 0),
    }),
  };
}

function limitOptions(values: Values): TenantOptions {
  const name = 'entra-requests';
  if (values[name] === undefined) return {enforceLimits: values.limits ?? false};
  if (!values.limits) throw new Error(`--${name} goes with --limits.`);
  const requests = readNumber(values, name, 0);
  if (requests === 0) throw new Error(`--${name} takes a whole number from 1.`);
  return {enforceLimits: true, entraReportingRequests: requests};
}

function makeFolder(given: string | undefined): string {
  if (given === undefined) return mkdtempSync(join(tmpdir(), 'simulated-tenant-config-'));
  mkdirSync(given, {recursive: true});
  return resolve(given);
}

function describe(tenant: Tenant, config: string, certificate: string): string {
  return `A simulated Microsoft 365 tenant with ${tenant.directory.count()} users is running.

  address      ${tenant.url}
  settings     ${config}
  certificate  ${certificate}

In another terminal:

  export NODE_EXTRA_CA_CERTS='${certificate}'
  bin/source-microsoft-365 check --config '${config}'
  bin/source-microsoft-365 discover --config '${config}'

Ctrl-C ends it.`;
}

async function run(values: Values): Promise<void> {
  const faults = (values.fault ?? []).map(faultNamed);
  const tenant = await startTenant({
    users: readNumber(values, 'users', 1000),
    ...(values.groups !== undefined && {groups: readNumber(values, 'groups', 0)}),
    seed: readNumber(values, 'seed', 1),
    port: readNumber(values, 'port', 0),
    ...limitOptions(values),
    premium: !values['no-premium'],
    ...(values['all-permissions'] && {roles: ALL_ROLES}),
    quirks: readQuirks(values.quirk ?? []),
    cachePages: values['cache-pages'] ?? false,
    ...reportOptions(values),
  });
  for (const fault of faults) tenant.faults.inject(fault);
  const delayMs = readNumber(values, 'latency', 0);
  if (delayMs > 0) {
    tenant.faults.inject({match: '/v1.0/', times: Infinity, action: 'delay', delayMs});
  }
  const folder = makeFolder(values.folder);
  const config = join(folder, 'config.json');
  const certificate = join(folder, 'certificate.pem');
  writeFileSync(config, `${JSON.stringify(tenant.settings(), null, 2)}\n`);
  writeFileSync(certificate, tenant.certificatePem);
  const ready = JSON.stringify({url: tenant.url, config, certificate});
  console.log(values.json ? ready : describe(tenant, config, certificate));
  const end = (): void => {
    if (values.folder === undefined) rmSync(folder, {recursive: true, force: true});
    void tenant.close();
  };
  process.once('SIGINT', end).once('SIGTERM', end);
}

async function main(): Promise<void> {
  const values = readArguments();
  if (values.help) console.log(HELP);
  else await run(values);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
