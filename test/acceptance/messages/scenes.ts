/** Runs that together bring out every kind of message that the connector has. */
import {catalogOf} from '../../support/connection';
import type {Result} from '../../support/messages';
import type {Fault, TenantOptions} from '../../../tenant/tenant';
import type {Stage} from './stage';

interface Scene {
  name: string;
  tenant?: TenantOptions;
  play: (stage: Stage) => Promise<Result>;
}

const DAILY = 'email_activity_user_detail_daily';
const BACKFILL = {daily_report_backfill_days: 27};
/** The code of a client secret that has expired. */
const SECRET_EXPIRED = 7000222;

/** The states as the platform keeps them: the last of each stream. */
function lastStates({messages}: Result): object[] {
  const states = messages.flatMap((message) => (message.type === 'STATE' ? [message.state] : []));
  const last = new Map(states.map((state) => [state.stream.stream_descriptor.name, state]));
  return [...last.values()];
}

/** A second sync of every stream, behind a change between the two. */
async function readTwice(stage: Stage, change: () => void): Promise<Result> {
  const streams = await stage.streams();
  const first = await stage.read('incremental', streams);
  stage.passDay();
  change();
  return stage.read('incremental', streams, {state: lastStates(first)});
}

function changeEverything({tenant: {directory, skus}}: Stage): void {
  const [first, second] = [directory.at(0), directory.at(1)];
  directory.remove(first.id);
  directory.change(second.id, {department: 'Procurement'});
  skus.remove(skus.list()[0]!.skuId);
}

/** From the middle of a round, where a process was killed. */
async function readOn(stage: Stage): Promise<Result> {
  const whole = await stage.read('incremental', ['users']);
  const [checkpoint] = whole.states('users');
  return stage.read('incremental', ['users'], {state: [checkpoint!.state]});
}

function namespaced(): object {
  const catalog = catalogOf('full_refresh', ['users']) as {streams: {stream: object}[]};
  const streams = catalog.streams.map((entry) => ({
    ...entry,
    stream: {...entry.stream, namespace: 'contoso'},
  }));
  return {streams};
}

/** Of the users, where something is in the way of it. */
function readPast(fault: Omit<Fault, 'match'>): Scene['play'] {
  return (stage) => {
    stage.tenant.faults.inject({match: '/users', ...fault});
    return stage.read('incremental', ['users', 'subscribed_skus']);
  };
}

function readSignedOut(stage: Stage): Promise<Result> {
  stage.tenant.refuseSignIn(SECRET_EXPIRED);
  return stage.read('incremental', ['users']);
}

export const SCENES: Scene[] = [
  {name: 'specification', play: (stage) => stage.run(['spec'], {})},
  {name: 'catalog', play: (stage) => stage.command('discover')},
  {name: 'check that succeeds', play: (stage) => stage.command('check')},
  {
    name: 'check with findings',
    tenant: {roles: ['User.Read.All']},
    play: (stage) => stage.command('check'),
  },
  {
    name: 'check that fails',
    play: (stage) => stage.command('check', {report_period: 'D31'}),
  },
  {
    name: 'full read of every stream',
    play: async (stage) => stage.read('full_refresh', await stage.streams()),
  },
  {
    name: 'first incremental read of every stream',
    play: async (stage) => stage.read('incremental', await stage.streams()),
  },
  {
    name: 'second incremental read, behind changes and deletions',
    play: (stage) => readTwice(stage, () => changeEverything(stage)),
  },
  {
    name: 'incremental read behind a lost delta link',
    play: (stage) => readTwice(stage, () => stage.tenant.expireDeltaTokens()),
  },
  {name: 'read from a checkpoint', tenant: {deltaPageSize: 2}, play: readOn},
  {
    name: 'read with a namespace',
    play: (stage) => stage.read('full_refresh', [], {catalog: namespaced()}),
  },
  {
    name: 'read with every line of the log',
    play: (stage) =>
      stage.run(['read', '--debug'], {
        config: stage.tenant.settings(),
        catalog: catalogOf('incremental', ['users']),
      }),
  },
  {
    name: 'read without a permission, which leaves a stream incomplete',
    tenant: {roles: ['User.Read.All']},
    play: (stage) => stage.read('incremental', ['users', 'subscribed_skus']),
  },
  {
    name: 'read without a permission that would empty a table',
    tenant: {roles: ['User.Read.All']},
    play: (stage) => stage.read('full_refresh', ['users', 'subscribed_skus']),
  },
  {
    name: 'read of a service that is down',
    play: readPast({times: Infinity, respond: {status: 503}}),
  },
  {
    name: 'read of answers that are none',
    play: readPast({times: Infinity, respond: {status: 200, body: {}}}),
  },
  {
    name: 'read of a service that asks for a wait with a fraction of a second',
    play: readPast({respond: {status: 429, headers: {'retry-after': '400.25'}}}),
  },
  {
    name: 'read of a stream that there is not',
    play: (stage) => stage.read('incremental', ['users', 'invoices']),
  },
  {
    name: 'read with a catalog that is none',
    play: (stage) => stage.read('incremental', [], {catalog: {streams: [{}]}}),
  },
  {name: 'read with a secret that has expired', play: readSignedOut},
  {
    name: 'read under the limits of a report',
    tenant: {enforceLimits: true},
    play: (stage) => stage.read('incremental', [DAILY], {config: stage.tenant.settings(BACKFILL)}),
  },
];
