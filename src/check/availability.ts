/** What a probe says about each stream of its group. */
import {ConfigError, TransientError, asConnectorError} from '../errors';
import {asMessage, listOf, message, withShown} from '../message-text';
import type {MessageText} from '../message-text';
import {explanationOf} from '../streams/access-denied';
import type {Diagnostic} from '../streams/missing-permissions';
import type {Stream} from '../streams/stream';
import {listStreams} from '../streams/stream-list';
import type {Probe} from './probes';

export interface StreamAvailability {
  stream: Stream;
  /** False where the cloud turned out not to have the data. */
  isOffered: boolean;
  /** Absent when the stream can be read; without a text where the permissions say it already. */
  diagnostic?: Omit<Diagnostic, 'text'> & {text: MessageText};
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
  const failure = asConnectorError(error);
  const {condition} = failure.fields;
  // What the cloud does not have is told in one line of its own.
  if (condition === 'report_not_offered')
    return {stream, isOffered: false, diagnostic: {level, text: asMessage('')}};
  if (condition === 'licence_missing')
    return {stream, isOffered: true, diagnostic: {level, text: asMessage(licence(isPremium))}};
  const isTold = condition === 'permission_missing' && failure instanceof ConfigError && roles;
  if (isTold) return {stream, isOffered: true, diagnostic: {level, text: asMessage('')}};
  const isPassing = failure instanceof TransientError && condition !== 'permission_contradicted';
  const text = isPassing
    ? message`could not be verified now: ${failure.messageText}`
    : explanationOf(definition, failure, roles);
  const {quoted} = failure.fields;
  return {stream, isOffered: true, diagnostic: {level, text, ...(quoted && {quoted})}};
}

function licence(isPremium: boolean | undefined): string {
  if (isPremium === true) {
    return (
      'Microsoft Graph says that the tenant has no Microsoft Entra ID P1 or P2, although its ' +
      'licences include one. Graph sometimes answers this by mistake; try again later.'
    );
  }
  return 'need Microsoft Entra ID P1 or P2, which the tenant does not have. Deselect these streams.';
}

/** Streams with the same diagnostic share one line. */
export function diagnosticsOf(availabilities: StreamAvailability[]): Diagnostic[] {
  const all = availabilities.map(({stream}) => stream.definition);
  const diagnostics = availabilities.flatMap(({diagnostic}) => diagnostic ?? []);
  const different = new Map(diagnostics.map((diagnostic) => [diagnostic.text.whole, diagnostic]));
  different.delete('');
  return [...different].map(([whole, {level, text, quoted}]) => {
    const same = availabilities.filter(({diagnostic}) => diagnostic?.text.whole === whole);
    const streams = same.map(({stream}) => stream.definition);
    const named = message`${listOf(listStreams(streams, all))}: ${text}`;
    const quotations = quoted && {quoted: withShown(named, quoted)};
    return {level, text: named.toString(), ...quotations};
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
