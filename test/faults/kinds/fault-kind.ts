/** A kind of fault: what the tenant does, and how the read must end. */
import type {Fault, FaultResponse, Tenant} from '../../../tenant/tenant';
import type {Answered} from '../family';

/**
 * `exact`: every row, once, and exit code 0. `reread`: every row, some of them twice where the
 * stream deduplicates. `denied`: nothing may be read, which the exit code follows. Else the failure
 * type of the stream, which ends INCOMPLETE.
 */
export type Ending =
  'exact' | 'reread' | 'denied' | 'config_error' | 'transient_error' | 'system_error';

export type Repetition = 'once' | 'several times' | 'for ever';

export interface Circumstances {
  tenant: Tenant;
  now: () => number;
  repetition: Repetition;
}

export interface FaultKind {
  title: string;
  fault: (circumstances: Circumstances) => Omit<Fault, 'match' | 'times' | 'skip'>;
  endings: Partial<Record<Repetition, Ending>>;
  /** What the requests are answered with that it can strike; everything unless told. */
  strikes?: readonly Answered[];
  /** Four unless told. */
  several?: number;
  /** Only requests whose URL has this part. */
  urlPart?: string;
  /** No request whose URL has this part. */
  spares?: string;
  /** The waits of a read that goes on for ever: those that were asked for, or those of our own. */
  waits?: 'asked' | 'own';
  /** Only a time limit of the connector ends the answer. */
  neverEnds?: true;
  /** Nobody listens any more, until the tenant comes back. */
  goesAway?: true;
}

export const PASSES = {
  once: 'exact',
  'several times': 'exact',
  'for ever': 'transient_error',
} as const;

/** What is not asked for again. */
export function atOnce(ending: Ending): FaultKind['endings'] {
  return {once: ending, 'for ever': ending};
}

export function respond(response: FaultResponse): FaultKind['fault'] {
  return () => ({respond: response});
}

export function refusal(status: number, code: string, message = 'No.'): FaultResponse {
  return {status, body: {error: {code, message}}};
}

/** The body with other properties; undefined takes one away. */
export function edit(body: string, change: object): string {
  return JSON.stringify({...(JSON.parse(body) as object), ...change});
}
