/** What version 0.1.0 wrote, recorded with its code: specification, catalog, and states of a sync. */
import {GraphClient} from '../tenant/graph-client';
import type {JsonObject} from '../../src/airbyte/messages';
import type {Tenant} from '../../tenant/tenant';
import {readText} from '../platform/repository';
import type {StateMessage} from '../support/messages';

interface State {
  made_with: {tenant_id: string; fields: string[]} & JsonObject;
  cursor?: JsonObject;
  checkpoint?: JsonObject;
}
type States = Record<string, State>;

interface Recorded {
  /** After a sync that ended well, one a stream. */
  complete: States;
  /** The same with `domains`. */
  domains: States;
  /** The last states of incremental reads that were killed. */
  interrupted: States;
  /** The last states of full refreshes that were killed. */
  interruptedRefresh: States;
  /** What Graph had answered, by path, where a state has hashes of it. */
  answers: Record<string, {value: JsonObject[]}>;
}

interface Stream {
  primaryKey: string[][];
  cursor: string[] | null;
  modes: string[];
  /** Types, then the format where there is one: `null|string date`. */
  fields: Record<string, string>;
}

function read<Content>(name: string): Content {
  return JSON.parse(readText(`test_files/version-0.1.0/${name}.json`)) as Content;
}

export const STATES = read<Recorded>('states');
export const STREAMS = read<Record<string, Stream>>('catalog');
export const SPEC = read<{connectionSpecification: JsonObject}>('spec');

interface RecordedState {
  /** Of the stream. */
  name: string;
  state: State;
  /** The tenant's own link, in place of the recorded one: nobody else has its tokens. */
  link: string | undefined;
}

/** The state as if this tenant had been read then. */
export function stateIn(tenant: Tenant, {name, state, link}: RecordedState): StateMessage {
  const {host} = new URL(tenant.url);
  const recorded = JSON.stringify(state).replaceAll('https://GRAPH', `https://${host}`);
  const adapted = recorded
    .replaceAll('"GRAPH"', `"${host}"`)
    .replaceAll(state.made_with.tenant_id, tenant.tenantId)
    .replace(/https:[^"]*TOKEN/, link ?? '$&');
  const stream = {
    stream_descriptor: {name},
    stream_state: JSON.parse(adapted) as JsonObject,
  };
  return {type: 'STATE', state: {type: 'STREAM', stream}} as StateMessage;
}

/** The link that the tenant gives after so many pages of a list; its delta link after all of them. */
export async function linkAfter(tenant: Tenant, path: string, pages: number): Promise<string> {
  const graph = new GraphClient(tenant);
  try {
    await graph.signIn();
    let link = path;
    for (let page = 0; page < pages; page++) {
      const {json} = await graph.get(link);
      const deltaLink = json['@odata.deltaLink'];
      if (typeof deltaLink === 'string') return deltaLink;
      link = String(json['@odata.nextLink']);
    }
    return link;
  } finally {
    graph.close();
  }
}
