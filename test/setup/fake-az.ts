/**
 * Answers as Azure CLI does, for the calls of setup/azure-cli.sh and no others:
 * node fake-az.js ARGUMENTS. `npm run test:setup` runs the same tests with Azure CLI itself.
 */
import {randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {request} from 'node:http';
import type {Application} from './app-registrations';

interface Row {
  [name: string]: unknown;
}

class AzError extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

const URL_OF_GRAPH = process.env['FAKE_AZ_GRAPH'] ?? '';

/** What Graph says against a request; `az ad` shows its message, `az rest` the whole answer. */
interface Failure {
  message: string;
  status: string;
  answer: string;
}

async function graph(method: string, path: string, body?: unknown): Promise<Row> {
  return send({method, path, body}, ({message}) => message);
}

async function send(
  {method, path, body}: {method: string; path: string; body?: unknown},
  words: (failure: Failure) => string,
): Promise<Row> {
  const url = path.startsWith('http:') ? path : `${URL_OF_GRAPH}/v1.0${path}`;
  const text = body === undefined ? '' : JSON.stringify(body);
  return await new Promise((resolve, reject) => {
    const sent = request(encodeURI(url), {method}, (response) => {
      let answer = '';
      response.on('data', (part: Buffer) => (answer += part.toString()));
      response.on('end', () => {
        const content = JSON.parse(answer || '{}') as Row;
        const {statusCode = 0, statusMessage = ''} = response;
        if (statusCode < 400) resolve(content);
        else {
          const {message} = content['error'] as {message: string};
          reject(new AzError(words({message, status: statusMessage, answer})));
        }
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

async function listed(path: string): Promise<Row[]> {
  return (await graph('GET', path))['value'] as Row[];
}

async function application(appId: string): Promise<Application> {
  const [found] = await listed(`/applications?$filter=appId eq '${appId}'`);
  if (found) return found as unknown as Application;
  const message = `Resource '${appId}' does not exist or one of its queried reference-property objects are not present.`;
  throw new AzError(message, 3);
}

/** Each value of an option is one text; an option without a value has none. */
type Options = Record<string, string[]>;

type Command = (options: Options) => Promise<unknown>;

function valueOf(options: Options, name: string): string {
  const [value] = options[name] ?? [];
  if (value === undefined) throw new AzError(`the following arguments are required: ${name}`, 2);
  return value;
}

function publicKey(file: string): string {
  const pem = readFileSync(file.replace(/^@/, ''), 'utf8');
  if (pem.includes('PRIVATE KEY')) throw new AzError('The private key left the machine.');
  return pem.replace(/-----[^-]+-----|\s/g, '');
}

async function resetCredential(options: Options): Promise<unknown> {
  const app = await application(valueOf(options, '--id'));
  if (!options['--append']) throw new AzError('This would take the other credentials away.');
  const displayName = valueOf(options, '--display-name');
  const endDateTime = new Date(`${valueOf(options, '--end-date')} UTC`.replace(/GMT UTC$/, 'GMT'));
  const credential = {displayName, endDateTime: endDateTime.toISOString()};
  if (options['--cert']) {
    const key = publicKey(valueOf(options, '--cert'));
    const added = {...credential, keyId: randomUUID(), key, customKeyIdentifier: null};
    const keyCredentials = [...app.keyCredentials, added];
    await graph('PATCH', `/applications/${app.id}`, {keyCredentials});
    return {appId: app.appId, password: null};
  }
  const body = {passwordCredential: credential};
  const added = await graph('POST', `/applications/${app.id}/addPassword`, body);
  return {appId: app.appId, password: added['secretText'], tenant: TENANT_ID};
}

async function addPermission(options: Options): Promise<unknown> {
  const {id, requiredResourceAccess} = await application(valueOf(options, '--id'));
  const resourceAppId = valueOf(options, '--api');
  const resourceAccess = (options['--api-permissions'] ?? []).map((text) => {
    const [role = '', type = ''] = text.split('=');
    return {id: role, type};
  });
  const before = requiredResourceAccess.find((each) => each.resourceAppId === resourceAppId);
  if (before) before.resourceAccess.push(...resourceAccess);
  else requiredResourceAccess.push({resourceAppId, resourceAccess});
  return await graph('PATCH', `/applications/${id}`, {requiredResourceAccess});
}

const TENANT_ID = '11111111-2222-3333-4444-555555555555';
const CLOUD = process.env['FAKE_AZ_CLOUD'] ?? 'AzureCloud';

function signedIn(): void {
  if (process.env['FAKE_AZ_SIGNED_OUT'])
    throw new AzError("Please run 'az login' to setup account.");
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'account show': () => Promise.resolve({tenantId: TENANT_ID, environmentName: CLOUD}),
  'cloud show': () => Promise.resolve({endpoints: {microsoftGraphResourceId: `${URL_OF_GRAPH}/`}}),
  rest: (options) => {
    const body = options['--body'] && (JSON.parse(valueOf(options, '--body')) as object);
    const [method, path] = [valueOf(options, '--method').toUpperCase(), valueOf(options, '--url')];
    return send({method, path, body}, ({status, answer}) => `${status}(${answer})`);
  },
  'ad app list': (options) => listed(`/applications?$filter=${valueOf(options, '--filter')}`),
  'ad app show': (options) => application(valueOf(options, '--id')),
  'ad app delete': async (options) =>
    graph('DELETE', `/applications/${(await application(valueOf(options, '--id'))).id}`),
  'ad app permission add': addPermission,
  'ad app credential list': async (options) => {
    const app = await application(valueOf(options, '--id'));
    return options['--cert'] ? app.keyCredentials : app.passwordCredentials;
  },
  'ad app credential reset': resetCredential,
  'ad sp list': (options) => listed(`/servicePrincipals?$filter=${valueOf(options, '--filter')}`),
  'ad sp show': async (options) =>
    (await listed(`/servicePrincipals?$filter=appId eq '${valueOf(options, '--id')}'`))[0],
  'ad sp create': (options) =>
    graph('POST', '/servicePrincipals', {appId: valueOf(options, '--id')}),
};

/** Of JMESPath no more than the script asks for; one that is not known ends with an error. */
function queried(answer: unknown, query: string): unknown {
  const simple = /^[\w.]+$/;
  const list = answer as Row[];
  const [, wanted = ''] = /=='([^']*)'/.exec(query) ?? [];
  if (simple.test(query)) {
    return query.split('.').reduce<unknown>((value, name) => (value as Row)[name], answer);
  }
  switch (query.replace(/'[^']*'/, "'…'")) {
    case '[].id':
    case '[].customKeyIdentifier':
      return list.map((row) => row[query.slice(3)]);
    case "[].[appId, tags[?@=='…'] | [0]]":
      return list.map(({appId, tags}) => [
        appId,
        (tags as string[]).find((tag) => tag === wanted) ?? null,
      ]);
    case "[?displayName=='…'].endDateTime":
      return list
        .filter(({displayName}) => displayName === wanted)
        .map(({endDateTime}) => endDateTime);
    case "value[?resourceId=='…'].appRoleId":
      return ((answer as {value: Row[]}).value ?? [])
        .filter(({resourceId}) => resourceId === wanted)
        .map(({appRoleId}) => appRoleId);
    case "requiredResourceAccess[?resourceAppId=='…'].resourceAccess[].id":
      return (answer as Application).requiredResourceAccess
        .filter(({resourceAppId}) => resourceAppId === wanted)
        .flatMap(({resourceAccess}) => resourceAccess.map(({id}) => id));
    default:
      throw new AzError(`argument --query: invalid jmespath_type value: '${query}'`, 2);
  }
}

/** As `--output tsv`: a line for each element, with tabs between the values of a list in it. */
function tsv(value: unknown): string {
  const rows = Array.isArray(value) ? (value as unknown[]) : [value];
  const cell = (each: unknown): string => (each === null ? 'None' : `${each as string}`);
  return rows
    .map((row) => `${Array.isArray(row) ? row.map(cell).join('\t') : cell(row)}\n`)
    .join('');
}

function parse(words: readonly string[]): {name: string; options: Options} {
  const first = words.findIndex((word) => word.startsWith('--'));
  const options: Options = {};
  let values: string[] = [];
  for (const word of words.slice(first)) {
    if (word.startsWith('--')) values = options[word] = [];
    else values.push(word);
  }
  return {name: words.slice(0, first).join(' '), options};
}

async function main(words: readonly string[]): Promise<void> {
  const {name, options} = parse(words);
  const command = COMMANDS[name];
  if (!command) throw new AzError(`'${name}' is misspelled or not recognized by the system.`, 2);
  signedIn();
  const answer = await command(options);
  const query = options['--query'] ? valueOf(options, '--query') : '';
  const [output = 'json'] = options['--output'] ?? [];
  const shown = query ? queried(answer, query) : answer;
  if (output === 'tsv') process.stdout.write(tsv(shown));
  else if (output === 'json') process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`ERROR: ${(error as Error).message}\n`);
  process.exitCode = error instanceof AzError ? error.exitCode : 1;
});
