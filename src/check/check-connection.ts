/** Finds out what the connection can read, and what should be changed in its setup. */
import type {Clock} from '../graph/clock';
import type {ReportsApi} from '../graph/reports/reports-api';
import {newRequestContext} from '../graph/request';
import {deadlineIn} from '../graph/timeouts';
import type {NameVisibility} from '../streams/concealed-names';
import {listOf, message} from '../message-text';
import {isAvailableInCloud} from '../streams/load';
import {missingPermissionDiagnostics} from '../streams/missing-permissions';
import type {Diagnostic} from '../streams/missing-permissions';
import type {Stream, StreamDefinition} from '../streams/stream';
import {listStreams} from '../streams/stream-list';
import {availabilityOf, diagnosticsOf, hasPremium} from './availability';
import {concealment, nameVisibilityBySetting} from './concealment';
import {excessPermissionDiagnostics} from './excess-permissions';
import {probeGroupOf, probeGroups} from './probes';
import type {Probe, ProbePorts} from './probes';
import {lookUpDomains, unverifiedDomainDiagnostics} from './unverified-domains';
import type {DomainLookup} from './unverified-domains';

export interface CheckTimeouts {
  /** A probe that takes longer is not waited for. */
  probeMs: number;
  /** Counted from the start: probes that begin late have less time. */
  probesEndMs: number;
}

export const CHECK_TIMEOUTS: CheckTimeouts = {probeMs: 30_000, probesEndMs: 50_000};

export interface CheckInput {
  streams: Stream[];
  /** As in the form. */
  domains: readonly string[];
  /** Whether the cloud is the worldwide one. */
  isGlobal: boolean;
}

interface CheckPorts extends Pick<ProbePorts, 'client' | 'baseUrl' | 'reportsApi'> {
  clock: Clock;
  signal: AbortSignal;
  timeouts?: CheckTimeouts;
}

export interface CheckReport {
  /** Names of the streams that can be read now. */
  readable: string[];
  diagnostics: Diagnostic[];
}

/**
 * @throws ConfigError when the sign-in is refused, TransientError when there is no answer at all.
 */
export async function checkConnection(input: CheckInput, ports: CheckPorts): Promise<CheckReport> {
  const {client, signal} = ports;
  const startedAt = ports.clock.now();
  await client.authenticate(newRequestContext(signal));
  const {streams, domains, isGlobal} = input;
  const available = streams.filter(({definition}) => isAvailableInCloud(definition, isGlobal));
  const [probes, lookup, setting] = await probing(ports, startedAt, (asked) =>
    Promise.all([
      probeGroups(available, asked),
      lookUpDomains(domains, asked),
      isGlobal ? nameVisibilityBySetting(asked) : undefined,
    ]),
  );
  signal.throwIfAborted();
  const {reportsApi} = ports;
  return conclude(input, available, {roles: client.roles, probes, reportsApi, lookup, setting});
}

/** What came of all the questions. */
interface Answers {
  /** Undefined where the token cannot be read. */
  roles: readonly string[] | undefined;
  probes: Map<string, Probe>;
  reportsApi: ReportsApi;
  lookup: DomainLookup;
  setting: NameVisibility | undefined;
}

function conclude(
  {streams, domains, isGlobal}: CheckInput,
  available: Stream[],
  {roles, probes, reportsApi, lookup, setting}: Answers,
): CheckReport {
  const rows = (name: string): Probe['rows'] =>
    [...probes.values()].find(({stream}) => stream.definition.name === name)?.rows;
  const isPremium = hasPremium(rows('subscribed_skus'));
  const availabilities = available.map((stream) =>
    availabilityOf(stream, probes.get(probeGroupOf(stream.definition, reportsApi))!, {
      roles,
      isPremium,
    }),
  );
  const open = availabilities.flatMap(({stream, diagnostic}) => (diagnostic ? [] : stream));
  const offered = availabilities.flatMap(({stream, isOffered}) => (isOffered ? stream : []));
  const known = {domains, roles, hasSetting: isGlobal};
  const concealed = concealment([...probes.values()], setting, known);
  const fails = ({definition}: Stream): boolean =>
    (concealed.costs && definition.report !== undefined && isAboutUsers(definition)) ||
    (lookup.hasNoUsers && isAboutUsers(definition));
  const beside = {readable: new Set(streamNames(open)), uses: concealed.uses};
  return {
    readable: streamNames(open.filter((stream) => !fails(stream))),
    diagnostics: importantFirst([
      ...(roles ? missingPermissionDiagnostics(offered, roles, beside) : []),
      ...(roles ? excessPermissionDiagnostics(offered, roles, isGlobal) : []),
      ...diagnosticsOf(availabilities),
      ...concealed.diagnostics,
      ...cloudDiagnostics(streams, offered),
      ...unverifiedDomainDiagnostics(domains, rows('organization')?.[0]),
      ...lookup.diagnostics,
    ]),
  };
}

/** Asks with what is left of the time. */
async function probing<T>(
  {client, baseUrl, reportsApi, signal, clock, timeouts = CHECK_TIMEOUTS}: CheckPorts,
  startedAt: number,
  ask: (asked: ProbePorts) => Promise<T>,
): Promise<T> {
  const leftMs = startedAt + timeouts.probesEndMs - clock.now();
  const deadline = deadlineIn(Math.min(timeouts.probeMs, leftMs), signal);
  try {
    return await ask({client, baseUrl, reportsApi, context: newRequestContext(deadline.signal)});
  } finally {
    deadline.clear();
  }
}

/** Whether nothing is left of a stream where nobody is in the domains. */
function isAboutUsers({domainFilter}: StreamDefinition): boolean {
  return domainFilter.kind !== 'tenant_wide';
}

function importantFirst(diagnostics: Diagnostic[]): Diagnostic[] {
  const isWarning = ({level}: Diagnostic): boolean => level === 'WARN';
  const others = diagnostics.filter((diagnostic) => !isWarning(diagnostic));
  return [...diagnostics.filter(isWarning), ...others];
}

function streamNames(streams: Stream[]): string[] {
  return streams.map(({definition}) => definition.name);
}

export function cloudDiagnostics(streams: Stream[], available: Stream[]): Diagnostic[] {
  if (streams.length === available.length) return [];
  const definitions = streams.map(({definition}) => definition);
  const lost = streams.flatMap((one) => (available.includes(one) ? [] : one.definition));
  const names = listOf(listStreams(lost, definitions));
  const text = message`Microsoft does not offer these in this cloud, so a sync leaves them out: ${names}.`;
  return [{level: 'WARN', text: text.toString()}];
}
