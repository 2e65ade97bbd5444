/** Finds out what the connection can read, and what whoever set it up should change. */
import type {Clock} from '../graph/clock';
import {deadlineIn} from '../graph/deadline';
import {soleOwner} from '../graph/request';
import type {StreamDefinition} from '../sync/define-stream';
import type {Stream} from '../sync/load-streams';
import {isOffered} from '../sync/offered';
import type {Names} from '../sync/reports/report-row';
import {concealment, namesBySetting} from './concealment';
import {lookUpDomains, strangerFindings} from './domain-findings';
import type {DomainLookup} from './domain-findings';
import type {Finding} from './finding';
import {missingFindings} from './missing-permissions';
import {needlessFindings} from './needless-permissions';
import {hasPremium} from './premium';
import {familyOf, probeFamilies} from './probes';
import type {Probe, ProbePorts} from './probes';
import {findingsOf, judge} from './verdicts';

export interface CheckLimits {
  /** A probe that takes longer is not waited for. */
  probeMs: number;
  /** Counted from the start: probes that begin late have less time. */
  probesEndMs: number;
}

export const CHECK_LIMITS: CheckLimits = {probeMs: 30_000, probesEndMs: 50_000};

export interface CheckInput {
  streams: Stream[];
  /** As in the form. */
  domains: readonly string[];
  /** Whether the cloud is the worldwide one. */
  isGlobal: boolean;
}

interface CheckPorts extends Pick<ProbePorts, 'client' | 'baseUrl'> {
  clock: Clock;
  signal: AbortSignal;
  limits?: CheckLimits;
}

export interface CheckReport {
  /** Names of the streams that can be read now. */
  readable: string[];
  findings: Finding[];
}

/**
 * @throws ConfigError when the sign-in is refused, TransientError when there is no answer at all.
 */
export async function checkConnection(input: CheckInput, ports: CheckPorts): Promise<CheckReport> {
  const {client, signal} = ports;
  const startedAt = ports.clock.now();
  await client.signIn(soleOwner(signal));
  const {streams, domains, isGlobal} = input;
  const offered = streams.filter(({definition}) => isOffered(definition, isGlobal));
  const [probes, lookup, setting] = await probing(ports, startedAt, (asked) =>
    Promise.all([
      probeFamilies(offered, asked),
      lookUpDomains(domains, asked),
      isGlobal ? namesBySetting(asked) : undefined,
    ]),
  );
  signal.throwIfAborted();
  return conclude(input, offered, {roles: client.roles, probes, lookup, setting});
}

/** What came of all the questions. */
interface Answers {
  /** Undefined where the token cannot be read. */
  roles: readonly string[] | undefined;
  probes: Map<string, Probe>;
  lookup: DomainLookup;
  setting: Names | undefined;
}

function conclude(
  {streams, domains}: CheckInput,
  offered: Stream[],
  {roles, probes, lookup, setting}: Answers,
): CheckReport {
  const rows = (name: string): Probe['rows'] =>
    [...probes.values()].find(({stream}) => stream.definition.name === name)?.rows;
  const known = {roles, isPremium: hasPremium(rows('subscribed_skus'))};
  const verdicts = offered.map((stream) =>
    judge(stream, probes.get(familyOf(stream.definition))!, known),
  );
  const open = verdicts.flatMap(({stream, finding}) => (finding ? [] : stream));
  const concealed = concealment([...probes.values()], setting, {domains, roles});
  const fails = ({definition}: Stream): boolean =>
    (concealed.costs && definition.report !== undefined) ||
    (lookup.isNobodyThere && needsUsers(definition));
  return {
    readable: namesOf(open.filter((stream) => !fails(stream))),
    findings: importantFirst([
      ...(roles ? missingFindings(offered, roles, new Set(namesOf(open))) : []),
      ...(roles ? needlessFindings(offered, roles) : []),
      ...findingsOf(verdicts),
      ...concealed.findings,
      ...cloudFindings(streams, offered),
      ...strangerFindings(domains, rows('organization')?.[0]),
      ...lookup.findings,
    ]),
  };
}

/** Asks with what is left of the time. */
async function probing<T>(
  {client, baseUrl, signal, clock, limits = CHECK_LIMITS}: CheckPorts,
  startedAt: number,
  ask: (asked: ProbePorts) => Promise<T>,
): Promise<T> {
  const leftMs = startedAt + limits.probesEndMs - clock.now();
  const deadline = deadlineIn(Math.min(limits.probeMs, leftMs), signal);
  try {
    return await ask({client, baseUrl, owner: soleOwner(deadline.signal)});
  } finally {
    deadline.clear();
  }
}

/** Whether a read fails where nobody is in the domains. */
function needsUsers({empty, domainFilter}: StreamDefinition): boolean {
  return empty === 'impossible' && domainFilter.kind !== 'tenant_wide';
}

function importantFirst(findings: Finding[]): Finding[] {
  const isWarning = ({level}: Finding): boolean => level === 'WARN';
  const others = findings.filter((finding) => !isWarning(finding));
  return [...findings.filter(isWarning), ...others];
}

function namesOf(streams: Stream[]): string[] {
  return streams.map(({definition}) => definition.name);
}

function cloudFindings(streams: Stream[], offered: Stream[]): Finding[] {
  if (streams.length === offered.length) return [];
  const text =
    'Microsoft does not offer these in this cloud, so a sync leaves them out: ' +
    `${namesOf(streams.filter((stream) => !offered.includes(stream))).join(', ')}.`;
  return [{level: 'WARN', text}];
}
