/** What the clients beside the connector ask for: the same rows and fields as it does. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

export interface ListRequest {
  /** Scheme and host of Graph. */
  graphUrl: string;
  /** The first page, or the link of the next delta round. */
  link: string;
  token: {url: string; form: string};
}

interface Config {
  tenant_id: string;
  client_id: string;
  credentials: {client_secret: string};
  endpoints: {graph_url: string; login_url: string};
}

const SCHEMA = join(__dirname, '..', '..', 'resources', 'schemas', 'users.json');

export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** @param args as of the command line: CONFIG full_refresh|incremental [LINK] */
export function readListRequest([file = '', mode, link]: readonly string[]): ListRequest {
  const config = JSON.parse(readFileSync(file, 'utf8')) as Config;
  const {graph_url: graphUrl, login_url: loginUrl} = config.endpoints;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: config.client_id,
    client_secret: config.credentials.client_secret,
    scope: `${graphUrl}/.default`,
  });
  return {
    graphUrl,
    link: link ?? firstLink(graphUrl, mode),
    token: {url: `${loginUrl}/${config.tenant_id}/oauth2/v2.0/token`, form: form.toString()},
  };
}

/** The same request as the connector's. */
function firstLink(graphUrl: string, mode: string | undefined): string {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as {properties: object};
  const fields = Object.keys(schema.properties).filter((name) => !name.includes('_'));
  const select = `$select=${fields.join(',')}`;
  const users = `${graphUrl}/v1.0/users`;
  return mode === 'incremental' ? `${users}/delta?${select}` : `${users}?${select}&$top=999`;
}
