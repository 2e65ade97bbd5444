/**
 * The minimum to read all users: get a token, request page after page, print each row as a line of
 * JSON. The baseline for the throughput of the connector.
 *
 * Usage: node bare-loop.js CONFIG full_refresh|incremental
 */
import {readFileSync} from 'node:fs';
import {Agent, request} from 'node:https';
import {join} from 'node:path';

interface Config {
  tenant_id: string;
  client_id: string;
  credentials: {client_secret: string};
  endpoints: {graph_url: string; login_url: string};
}

interface Page {
  value: object[];
  '@odata.nextLink'?: string;
}

interface Sending {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

const SCHEMA = join(__dirname, '..', '..', 'resources', 'schemas', 'users.json');
const agent = new Agent({keepAlive: true});

function fetchText(url: string, {method = 'GET', headers = {}, body}: Sending): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {agent, method, headers}, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', reject).on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${response.statusCode}: ${text.slice(0, 500)}`));
      });
    });
    sent.on('error', reject).end(body);
  });
}

async function getToken(config: Config): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: config.client_id,
    client_secret: config.credentials.client_secret,
    scope: `${config.endpoints.graph_url}/.default`,
  });
  const url = `${config.endpoints.login_url}/${config.tenant_id}/oauth2/v2.0/token`;
  const headers = {'content-type': 'application/x-www-form-urlencoded'};
  const answer = await fetchText(url, {method: 'POST', headers, body: form.toString()});
  return (JSON.parse(answer) as {access_token: string}).access_token;
}

/** The same request as the connector's. */
function firstLink(graphUrl: string, mode: string | undefined): string {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as {properties: object};
  const fields = Object.keys(schema.properties).filter((name) => !name.includes('_'));
  const select = `$select=${fields.join(',')}`;
  const users = `${graphUrl}/v1.0/users`;
  return mode === 'incremental' ? `${users}/delta?${select}` : `${users}?${select}&$top=999`;
}

async function main(): Promise<void> {
  const [, , file = '', mode] = process.argv;
  const config = JSON.parse(readFileSync(file, 'utf8')) as Config;
  const headers = {authorization: `Bearer ${await getToken(config)}`};
  let link: string | undefined = firstLink(config.endpoints.graph_url, mode);
  while (link !== undefined) {
    const page = JSON.parse(await fetchText(link, {headers})) as Page;
    process.stdout.write(page.value.map((row) => `${JSON.stringify(row)}\n`).join(''));
    link = page['@odata.nextLink'];
  }
  agent.destroy();
}

void main();
