/**
 * The minimum to read all users: get a token, request page after page, print each row as a line of
 * JSON. The baseline for the throughput of the connector.
 *
 * Usage: node bare-loop.js CONFIG full_refresh|incremental [LINK]
 */
import {Agent, request} from 'node:https';
import {FORM_TYPE, readListRequest} from './list-request';
import type {ListRequest} from './list-request';

interface Page {
  value: object[];
  '@odata.nextLink'?: string;
}

interface Sending {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

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

async function getToken({token: {url, form}}: ListRequest): Promise<string> {
  const headers = {'content-type': FORM_TYPE};
  const answer = await fetchText(url, {method: 'POST', headers, body: form});
  return (JSON.parse(answer) as {access_token: string}).access_token;
}

async function main(): Promise<void> {
  const list = readListRequest(process.argv.slice(2));
  const headers = {authorization: `Bearer ${await getToken(list)}`};
  let link: string | undefined = list.link;
  while (link !== undefined) {
    const page = JSON.parse(await fetchText(link, {headers})) as Page;
    process.stdout.write(page.value.map((row) => `${JSON.stringify(row)}\n`).join(''));
    link = page['@odata.nextLink'];
  }
  agent.destroy();
}

void main();
