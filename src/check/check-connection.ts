/** Finds out what the connection can read, and what whoever set it up should change. */
import {setMaxListeners} from 'node:events';
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

/** A probe that takes longer is not waited for. */
const PROBE_MS = 30_000;

export interface CheckInput {
  streams: Stream[];
  /** As in the form. */
  domains: readonly string[];
  /** Whether the cloud is the worldwide one. */
  isGlobal: boolean;
}

export interface CheckReport {
  /** Names of the streams that can be read now. */
  readable: string[];
  findings: Finding[];
}

/**
 * @throws ConfigError when the sign-in is refused, TransientError when there is no answer at all.
 */
export async function checkConnection(
  input: CheckInput,
  ports: Pick<ProbePorts, 'client' | 'baseUrl'> & {signal: AbortSignal},
): Promise<CheckReport> {
  const {client, baseUrl, signal} = ports;
  const patient = soleOwner(signal);
  await client.signIn(patient);
  const owner = {...patient, signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)])};
  // Every request under way listens to it.
  setMaxListeners(0, owner.signal);
  const {streams, domains, isGlobal} = input;
  const offered = streams.filter(({definition}) => isOffered(definition, isGlobal));
  const asked = {client, baseUrl, owner};
  const [probes, lookup, setting] = await Promise.all([
    probeFamilies(offered, asked),
    lookUpDomains(domains, asked),
    isGlobal ? namesBySetting(asked) : undefined,
  ]);
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
