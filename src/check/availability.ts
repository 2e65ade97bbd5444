/** What a probe says about each stream of its group. */
import {ConfigError, TransientError, asConnectorError, errorFields} from '../errors';
import {explainFailure} from '../streams/access-denied';
import type {Diagnostic} from '../streams/missing-permissions';
import type {Stream} from '../streams/stream';
import {listStreams} from '../streams/stream-list';
import type {Probe} from './probes';

export interface StreamAvailability {
  stream: Stream;
  /** False where the cloud turned out not to have the data. */
  isOffered: boolean;
  /** Absent when the stream can be read; without a text where the permissions say it already. */
  diagnostic?: Diagnostic;
}

interface Known {
  roles: readonly string[] | undefined;
  isPremium: boolean | undefined;
}

export function availabilityOf(
  stream: Stream,
  {error}: Probe,
  {roles, isPremium}: Known,
): StreamAvailability {
  if (error === undefined) return {stream, isOffered: true};
  const {definition} = stream;
  const level = definition.permissions.every(({optional}) => optional) ? 'INFO' : 'WARN';
  const {condition} = errorFields(error);
  // What the cloud does not have is told in one line of its own.
  if (condition === 'report_not_offered')
    return {stream, isOffered: false, diagnostic: {level, text: ''}};
  const explained = explainFailure(definition, error, roles);
  if (condition === 'licence_missing')
    return {stream, isOffered: true, diagnostic: {level, text: licence(isPremium)}};
  const isTold = condition === 'permission_missing' && explained instanceof ConfigError && roles;
  if (isTold) return {stream, isOffered: true, diagnostic: {level, text: ''}};
  const isPassing = explained instanceof TransientError && condition !== 'permission_contradicted';
  const cause = asConnectorError(error).message;
  const text = isPassing
    ? `could not be verified now: ${cause}`
    : explained.message.replace(`${definition.name}: `, '');
  const {quoted} = explained.fields;
  return {stream, isOffered: true, diagnostic: {level, text, ...(quoted && {quoted})}};
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

/** Streams with the same diagnostic share one line. */
export function diagnosticsOf(availabilities: StreamAvailability[]): Diagnostic[] {
  const all = availabilities.map(({stream}) => stream.definition);
  const diagnostics = availabilities.flatMap(({diagnostic}) => diagnostic ?? []);
  const different = new Map(diagnostics.map((diagnostic) => [diagnostic.text, diagnostic]));
  different.delete('');
  return [...different.values()].map(({text, ...rest}) => {
    const same = availabilities.filter(({diagnostic}) => diagnostic?.text === text);
    const streams = same.map(({stream}) => stream.definition);
    return {...rest, text: `${listStreams(streams, all)}: ${text}`};
  });
}

/** Microsoft Entra ID P1 and P2 among the service plans of the tenant's licences. */
const PREMIUM_PLANS = [
  '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  'eec0eb4f-6444-4f95-aba0-50c24d67f998',
];

/** A licence in such a state gives nobody a right. */
const LAPSED = ['Suspended', 'Deleted', 'LockedOut'];

/** @returns undefined where the licences could not be read. */
export function hasPremium(skus: Record<string, unknown>[] | undefined): boolean | undefined {
  return skus?.some(({capabilityStatus, servicePlans}) => {
    if (LAPSED.includes(String(capabilityStatus))) return false;
    return Array.isArray(servicePlans) && servicePlans.some(isActivePremium);
  });
}

function isActivePremium(plan: unknown): boolean {
  const {servicePlanId, provisioningStatus} = (plan ?? {}) as Record<string, unknown>;
  return PREMIUM_PLANS.includes(String(servicePlanId)) && provisioningStatus === 'Success';
}
