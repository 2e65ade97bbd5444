/**
 * Runs setup/azure-cli.sh as a process, with commands of its own in PATH: those of the shell, and
 * `az`. The variable AZURE_CLI names an Azure CLI to run the tests with; without it a program
 * answers that knows the calls of the script.
 */
import {spawn} from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join, resolve} from 'node:path';
import {makeCertificate} from '../../tenant/certificate';
import {newRegistrations} from './app-registrations';
import type {Registrations} from './app-registrations';
import {startGraphServer} from './graph-server';
import type {GraphServer} from './graph-server';

const SCRIPT = resolve(__dirname, '..', '..', '..', 'setup', 'azure-cli.sh');
const AZURE_CLI = process.env['AZURE_CLI'];
const COMMANDS = [
  ...['awk', 'cat', 'cut', 'date', 'dirname', 'grep', 'mktemp'],
  ...['rm', 'sed', 'sh', 'sort', 'tail', 'tr'],
];
const CLIENT_ID = '66666666-7777-8888-9999-000000000000';
const TENANT_ID = '11111111-2222-3333-4444-555555555555';

export interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface AzureCli {
  readonly folder: string;
  readonly registrations: Registrations;
  /** Method and path of the requests to Microsoft Graph that change something. */
  changes(): string[];
  /** What Azure CLI was called with, by its calls. */
  calls(): string[][];
  /** Runs the script in the folder. */
  setUp(...options: string[]): Promise<Run>;
  signOut(): void;
  removeFromPath(): void;
  /** As `az cloud set`; the answers stay those of the same host. */
  useCloud(name: string): void;
  close(): void;
}

function pathOf(command: string): string {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find((path) => existsSync(path));
  if (!found) throw new Error(`There is no ${command} in PATH.`);
  return found;
}

function writeCommand(bin: string, name: string, script: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

function nodeCommand(program: string): string {
  return `exec "${process.execPath}" "${join(__dirname, program)}" "$@"`;
}

/** Also notes the arguments, one a line, with an empty line behind each call. */
function writeCommands(bin: string, log: string): void {
  mkdirSync(bin);
  for (const command of COMMANDS) symlinkSync(pathOf(command), join(bin, command));
  const note = `{ printf '%s\\n' "$@"; echo; } >>"${log}"`;
  const az = AZURE_CLI ? `exec "${AZURE_CLI}" "$@"` : nodeCommand('fake-az.js');
  writeCommand(bin, 'az', `${note}\n${az}`);
  writeCommand(bin, 'sleep', ':');
  if (AZURE_CLI) symlinkSync(pathOf('openssl'), join(bin, 'openssl'));
  else writeCommand(bin, 'openssl', nodeCommand('fake-openssl.js'));
}

/** Azure CLI of its own folder, signed in to a cloud whose hosts are the server. */
async function signIn(env: NodeJS.ProcessEnv, folder: string, url: string): Promise<void> {
  const names = ['activeDirectory', 'activeDirectoryResourceId', 'activeDirectoryGraphResourceId'];
  const hosts = [...names, 'resourceManager', 'management', 'gallery', 'microsoftGraphResourceId'];
  const endpoints = Object.fromEntries(
    hosts.map((name) => [name, name === 'activeDirectory' ? url : `${url}/`]),
  );
  const cloud = join(folder, 'cloud.json');
  writeFileSync(cloud, JSON.stringify({endpoints}));
  const az = async (...words: string[]): Promise<void> => {
    const {status, stderr} = await run(AZURE_CLI!, words, {cwd: folder, env});
    if (status !== 0) throw new Error(stderr);
  };
  const settings = ['--skip-endpoint-discovery', '--cloud-config', `@${cloud}`];
  await az('cloud', 'register', '--name', 'Simulated', ...settings);
  await az('cloud', 'set', '--name', 'Simulated');
  const account = ['--username', CLIENT_ID, '--password', 'x', '--tenant', TENANT_ID];
  await az('login', '--service-principal', ...account, '--allow-no-subscriptions');
}

function environmentOf(folder: string, {url}: GraphServer): NodeJS.ProcessEnv {
  return {
    PATH: join(folder, 'bin'),
    HOME: folder,
    TZ: 'UTC',
    FAKE_AZ_GRAPH: url,
    AZURE_CONFIG_DIR: join(folder, 'azure'),
    AZURE_CORE_COLLECT_TELEMETRY: 'false',
    // Asks Microsoft's own host else.
    AZURE_CORE_INSTANCE_DISCOVERY: 'false',
    REQUESTS_CA_BUNDLE: join(folder, 'host.pem'),
  };
}

async function run(
  program: string,
  words: string[],
  options: {cwd: string; env: NodeJS.ProcessEnv},
): Promise<Run> {
  const child = spawn(program, words, options);
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    return (): string => Buffer.concat(parts).toString();
  });
  const status = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  return {status, stdout: stdout!(), stderr: stderr!()};
}

export async function openAzureCli(): Promise<AzureCli> {
  const folder = mkdtempSync(join(tmpdir(), 'azure-cli-'));
  const [work, log] = [join(folder, 'work'), join(folder, 'calls')];
  const registrations = newRegistrations();
  const certificate = AZURE_CLI ? await makeCertificate() : undefined;
  const server = await startGraphServer(registrations, certificate);
  const environment = environmentOf(folder, server);
  if (certificate) writeFileSync(join(folder, 'host.pem'), certificate.cert);
  writeFileSync(log, '');
  mkdirSync(work);
  writeCommands(join(folder, 'bin'), log);
  if (AZURE_CLI) await signIn(environment, folder, server.url);
  const noted = (): string[] => readFileSync(log, 'utf8').split('\n\n').slice(0, -1);
  return {
    folder: work,
    registrations,
    changes: () => server.requests.filter((line) => /^(?!GET|POST \/[^/]+\/oauth2)/.test(line)),
    calls: () => noted().map((text) => text.split('\n')),
    setUp: (...options) => run(SCRIPT, options, {cwd: work, env: environment}),
    signOut: () => {
      Object.assign(environment, {AZURE_CONFIG_DIR: join(folder, 'x'), FAKE_AZ_SIGNED_OUT: '1'});
    },
    removeFromPath: () => rmSync(join(folder, 'bin', 'az')),
    useCloud: (name) => (environment['FAKE_AZ_CLOUD'] = name),
    close: () => {
      server.close();
      rmSync(folder, {recursive: true});
    },
  };
}
