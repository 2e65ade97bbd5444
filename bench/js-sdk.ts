/**
 * Microsoft's own client for JavaScript, as its documentation shows it: a client, the first page, a
 * PageIterator for the rest. Each row is printed as a line of JSON. The token comes from one request
 * of ours, which is less work than a credential of @azure/identity.
 * https://learn.microsoft.com/graph/sdks/paging
 *
 * Usage: node js-sdk.js CONFIG full_refresh|incremental [LINK]
 */
import {Client, PageIterator} from '@microsoft/microsoft-graph-client';
import type {PageCollection} from '@microsoft/microsoft-graph-client';
import {FORM_TYPE, readListRequest} from './list-request';
import type {ListRequest} from './list-request';

/** In UTF-16 units; a write for each row would cost more than the client. */
const CHUNK_LENGTH = 64 * 1024;

async function getToken({token: {url, form}}: ListRequest): Promise<string> {
  const headers = {'content-type': FORM_TYPE};
  const response = await fetch(url, {method: 'POST', headers, body: form});
  return ((await response.json()) as {access_token: string}).access_token;
}

async function main(): Promise<void> {
  const list = readListRequest(process.argv.slice(2));
  const token = await getToken(list);
  const client = Client.init({
    authProvider: (done) => done(null, token),
    customHosts: new Set([new URL(list.graphUrl).hostname]),
  });
  let chunk = '';
  const print = (row: object): boolean => {
    chunk += `${JSON.stringify(row)}\n`;
    if (chunk.length >= CHUNK_LENGTH) {
      process.stdout.write(chunk);
      chunk = '';
    }
    return true;
  };
  const first = (await client.api(list.link).get()) as PageCollection;
  await new PageIterator(client, first, print).iterate();
  process.stdout.write(chunk);
}

void main();
