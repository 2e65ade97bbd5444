/**
 * Constructors for definitions of streams: data that answers every question about a stream, which
 * the engine interprets. Files of the catalogue import from here only.
 */
import {SYNCED_AT} from './row';
import type {Cursor, DomainFilter, IncrementalCursor, StreamDefinition} from './stream';

export {defineReport} from './define-report';
export {objectType} from './object-type';
export {flattenSignIns} from './sign-in-dates';
export {licenseRowId, licensesOfGroup, licensesOfUser, withPlanNames} from './transforms';
export {
  AUDIT_LOG_READ_ALL,
  GROUP_MEMBER_READ_ALL,
  LICENSE_ASSIGNMENT_READ_ALL,
  ORGANIZATION_READ_ALL,
  ORGANIZATION_READ_ALL_OR_USERS,
  USER_READ_ALL,
} from './permissions';
export type {Row} from './stream';

/** Checked by the compiler; frozen, because the engine shares it between runs. */
export function defineStream(definition: StreamDefinition): StreamDefinition {
  return Object.freeze(definition);
}

const BY_EXTRACTION_TIME = {isIncremental: true, field: SYNCED_AT} as const;

/** The whole list is read each time; state holds a hash of every row. For short lists only. */
export function changeDetection(): IncrementalCursor {
  return {kind: 'change_detection', ...BY_EXTRACTION_TIME};
}

/** `deletedItems` lists what was deleted lately; it fills the gap when a delta link is lost. */
export function deltaLink(paths: {endpoint: string; deletedItems: string}): IncrementalCursor {
  return {kind: 'delta_link', ...BY_EXTRACTION_TIME, ...paths};
}

/** Lists filtered by each date of `signInActivity`, and by creation. */
export function signInPasses(): IncrementalCursor {
  return {kind: 'sign_in_passes', ...BY_EXTRACTION_TIME};
}

/** Every row is emitted at each sync: the service does not tell what changed. */
export function fullScan({because}: {because: string}): IncrementalCursor {
  return {kind: 'full_scan', ...BY_EXTRACTION_TIME, because};
}

/** The stream is always read whole, and never incrementally. */
export function noCursor({because}: {because: string}): Cursor {
  return {kind: 'none', isIncremental: false, because};
}

/**
 * Keeps the rows whose user principal name in `field` lies in a configured domain. Graph filters
 * lists itself, unless there is a `because`.
 */
export function byUserPrincipalName(field: string, reason?: {because: string}): DomainFilter {
  return {kind: 'user_principal_name', field, ...reason};
}

/** The rows belong to no user, so the configured domains do not apply to them. */
export function tenantWide({because}: {because: string}): DomainFilter {
  return {kind: 'tenant_wide', because};
}
