/** How many users Microsoft Graph counts, to hold the rows of `users` against. */
import {MessageWriter} from '../src/airbyte/message-writer';
import {isJsonObject} from '../src/airbyte/messages';
import {LineOutput} from '../src/airbyte/output';
import {Redactor} from '../src/airbyte/redactor';
import type {Config} from '../src/config/config';
import {openGraphSession} from '../src/graph-session';
import {newRequestContext} from '../src/graph/request';

const BUDGET = {failuresMs: 60_000, silenceMs: 60_000, later: 'Run the verification again later'};

/**
 * Undefined where Graph does not say, as in tenants of Azure AD B2C.
 * https://learn.microsoft.com/graph/api/user-list
 */
export async function countUsers(config: Config, version: string): Promise<number | undefined> {
  const {signal} = new AbortController();
  const redactor = new Redactor();
  const output = new LineOutput(process.stderr);
  const messages = new MessageWriter({output, redactor, now: Date.now});
  const session = openGraphSession(config, {messages, redactor, signal}, {version, budget: BUDGET});
  try {
    const body = await session.client.getJson({
      url: `${session.baseUrl}/users?$count=true&$top=1&$select=id`,
      origin: 'first_request',
      headers: {ConsistencyLevel: 'eventual'},
      scope: 'directory',
      context: newRequestContext(signal),
    });
    const count = isJsonObject(body) ? body['@odata.count'] : undefined;
    return typeof count === 'number' ? count : undefined;
  } catch {
    return undefined;
  } finally {
    session.close();
  }
}
