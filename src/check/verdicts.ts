/** What a probe says about each stream of its family. */
import {ConfigError, TransientError, asConnectorError} from '../errors';
import {refusalOf} from '../graph/graph-error';
import {explainFailure} from '../sync/explain-failure';
import type {Stream} from '../sync/load-streams';
import type {Finding} from './finding';
import type {Probe} from './probes';

export interface Verdict {
  stream: Stream;
  /** Absent when the stream can be read; without a text where the permissions say it already. */
  finding?: Finding & {streams: string[]};
}

interface Known {
  roles: readonly string[] | undefined;
  isPremium: boolean | undefined;
}

export function judge(stream: Stream, {error}: Probe, {roles, isPremium}: Known): Verdict {
  if (error === undefined) return {stream};
  const {definition} = stream;
  const streams = [definition.name];
  const level = definition.permissions.every(({optional}) => optional) ? 'INFO' : 'WARN';
  const refusal = refusalOf(error);
  const explained = explainFailure(definition, error, roles);
  if (refusal === 'licence') return {stream, finding: {level, text: licence(isPremium), streams}};
  const isTold = refusal === 'permission' && explained instanceof ConfigError && roles;
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
export function findingsOf(verdicts: Verdict[]): Finding[] {
  const byText = new Map<string, Finding & {streams: string[]}>();
  const findings = verdicts.flatMap(({finding}) => finding ?? []);
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
