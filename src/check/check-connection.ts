/** Finds out what the connection can read, and what whoever set it up should change. */
import {ConfigError, TransientError, asConnectorError} from '../errors';
import {refusalOf} from '../graph/graph-error';
import {soleOwner} from '../graph/request';
import {explainFailure} from '../sync/explain-failure';
import type {Stream} from '../sync/load-streams';
import {namesInHead} from '../sync/reports/names';
import {emptyDomainFindings, strangerFindings} from './domain-findings';
import type {Finding} from './finding';
import {hasPremium} from './premium';
import {familyOf, probeFamilies} from './probes';
import type {Probe, ProbePorts} from './probes';
import {roleFindings} from './roles';

/** A probe that takes longer is not waited for. */
const PROBE_MS = 30_000;

export interface CheckInput {
  streams: Stream[];
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
  {streams, domains, isGlobal}: CheckInput,
  ports: Pick<ProbePorts, 'client' | 'baseUrl'> & {signal: AbortSignal},
): Promise<CheckReport> {
  const {client, baseUrl, signal} = ports;
  const patient = soleOwner(signal);
  await client.signIn(patient);
  const owner = {...patient, signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)])};
  const offered = streams.filter(({definition}) => isGlobal || definition.clouds === 'all');
  const asked = {client, baseUrl, owner};
  const [probes, emptyDomains] = await Promise.all([
    probeFamilies(offered, asked),
    emptyDomainFindings(domains, asked),
  ]);
  signal.throwIfAborted();
  const rows = (name: string): Probe['rows'] =>
    [...probes.values()].find(({stream}) => stream.definition.name === name)?.rows;
  const verdicts = offered.map((stream) => {
    const probe = probes.get(familyOf(stream.definition))!;
    return judge(stream, probe, {
      roles: client.roles,
      isPremium: hasPremium(rows('subscribed_skus')),
    });
  });
  const concealed = concealment(probes, domains);
  const isConcealed = ({definition}: Stream): boolean =>
    concealed.costs && definition.report !== undefined;
  const readable = verdicts.filter(({finding, stream}) => !finding && !isConcealed(stream));
  return {
    readable: readable.map(({stream}) => stream.definition.name),
    findings: importantFirst([
      ...roleFindings(offered, client.roles ?? []),
      ...merged(verdicts.flatMap(({finding}) => finding ?? [])),
      ...concealed.findings,
      ...cloudFindings(streams, offered),
      ...strangerFindings(domains, rows('organization')?.[0]),
      ...emptyDomains,
    ]),
  };
}

function importantFirst(findings: Finding[]): Finding[] {
  const isWarning = ({level}: Finding): boolean => level === 'WARN';
  const others = findings.filter((finding) => !isWarning(finding));
  return [...findings.filter(isWarning), ...others];
}

interface Verdict {
  stream: Stream;
  /** Absent when the stream can be read; without a text where the permissions say it already. */
  finding?: Finding & {streams: string[]};
}

interface Known {
  roles: readonly string[] | undefined;
  isPremium: boolean | undefined;
}

function judge(stream: Stream, {error}: Probe, {roles, isPremium}: Known): Verdict {
  if (error === undefined) return {stream};
  const {definition} = stream;
  const streams = [definition.name];
  const level = definition.permissions.every(({optional}) => optional) ? 'INFO' : 'WARN';
  const refusal = refusalOf(error);
  const explained = explainFailure(definition, error, roles);
  if (refusal === 'licence') return {stream, finding: {level, text: licence(isPremium), streams}};
  const isTold = refusal === 'permission' && explained instanceof ConfigError;
  if (isTold) return {stream, finding: {level, text: '', streams}};
  const isPassing = explained instanceof TransientError && refusal === undefined;
  const cause = asConnectorError(error).message;
  const text = isPassing
    ? `could not be verified now: ${cause}`
    : explained.message.replace(`${definition.name}: `, '');
  return {stream, finding: {level, text, streams}};
}

function licence(isPremium: boolean | undefined): string {
  if (isPremium === true) {
    return (
      'Microsoft Graph says that the tenant has no Microsoft Entra ID P1 or P2, although its ' +
      'licences include one. Graph is known to answer so by mistake; try again later.'
    );
  }
  return 'need Microsoft Entra ID P1 or P2, which the tenant does not have. Deselect these streams.';
}

/** Streams with the same finding are told in one line. */
function merged(findings: (Finding & {streams: string[]})[]): Finding[] {
  const byText = new Map<string, Finding & {streams: string[]}>();
  for (const finding of findings.filter(({text}) => text !== '')) {
    const known = byText.get(finding.text);
    if (known) known.streams.push(...finding.streams);
    else byText.set(finding.text, {...finding, streams: [...finding.streams]});
  }
  return [...byText.values()].map(({level, text, streams}) => ({
    level,
    text: `${streams.join(', ')}: ${text}`,
  }));
}

function concealment(
  probes: Map<string, Probe>,
  domains: readonly string[],
): {costs: boolean; findings: Finding[]} {
  const isConcealed = [...probes.values()].some(
    ({stream, head}) => head !== undefined && namesInHead(stream, head) === 'concealed',
  );
  if (!isConcealed) return {costs: false, findings: []};
  const costs = !domains.includes('*');
  const consequence = costs
    ? 'so the usage reports cannot be matched with the configured domains and are left out'
    : 'so their rows cannot be joined to users';
  const text =
    `The names in usage reports are concealed, ${consequence}. An administrator can show them in ` +
    'the Microsoft 365 admin center under Settings > Org settings > Services > Reports: clear ' +
    '"Display concealed user, group, and site names in all reports". It takes up to two days.';
  return {costs, findings: [{level: 'WARN', text}]};
}

function cloudFindings(streams: Stream[], offered: Stream[]): Finding[] {
  if (streams.length === offered.length) return [];
  const names = streams.filter((stream) => !offered.includes(stream));
  const text =
    'Microsoft does not offer these in this cloud, so a sync leaves them out: ' +
    `${names.map(({definition}) => definition.name).join(', ')}.`;
  return [{level: 'WARN', text}];
}
