/**
 * What a stream is: data that answers every question about it. The engine interprets it.
 * Definitions import from here only.
 */
import type {RateLimitScope} from '../graph/request';
import type {ReportFacts} from './define-report';
import type {Permission} from './permissions';
import type {ProductNames} from './product-names';

export {latestOf} from './dates';
export {defineDailyReport, defineReport} from './define-report';
export {licensesOfUser, withPlanNames} from './transforms';
export * from './permissions';
export type {ProductNames} from './product-names';

/** A row as Graph gives it, or as it is emitted. */
export type Row = Record<string, unknown>;

export interface StreamDefinition {
  /** snake_case; also the name of the file and of the schema. */
  readonly name: string;
  /** The page of Microsoft's documentation that the stream follows. */
  readonly docs: string;
  /** Path behind the version of the API. */
  readonly endpoint: string;
  readonly select: Select;
  /** Page sizes to ask for, the next one where Graph refuses one; `[]` leaves it to the service. */
  readonly pageSizes: readonly number[];
  /** All of them are needed. */
  readonly permissions: readonly Permission[];
  readonly licence: 'any' | 'Microsoft Entra ID P1' | 'Microsoft 365 Copilot';
  /** Where Microsoft offers the data. */
  readonly clouds: 'all' | 'global';
  readonly rateLimitScope: RateLimitScope;
  readonly primaryKey: readonly ['id'];
  readonly cursor: Cursor;
  readonly domainFilter: DomainFilter;
  /** How far the rows lag behind what happened, for the documentation. */
  readonly freshness: string;
  /** How the rows join to those of other streams, for the documentation. */
  readonly joins: string;
  /** Whether an answer without a single row can be true. */
  readonly empty: 'possible' | 'impossible';
  /** Turns a row of Graph into the fields of the schema, where they are not the same. */
  readonly transform?: (row: Row, names: ProductNames) => Row;
  /** Turns a row of Graph into several, before anything else looks at them. */
  readonly expand?: (row: Row) => Row[];
  /** Only in usage reports, see `defineReport`. */
  readonly report?: ReportFacts;
}

/** Which properties are asked for: those of the schema, all (the endpoint takes none), or these. */
export type Select = 'schema' | 'none' | readonly string[];

export type Cursor =
  | {readonly kind: 'change_detection'}
  | {readonly kind: 'delta_link'; readonly endpoint: string; readonly deletedItems: string}
  | {readonly kind: 'sign_in_passes'}
  | {readonly kind: 'full_scan'; readonly because: string}
  | {readonly kind: 'report_snapshot'}
  | {readonly kind: 'daily_slices'}
  | {readonly kind: 'none'; readonly because: string};

export type DomainFilter =
  | {
      readonly kind: 'user_principal_name';
      readonly field: string;
      /** Why Graph cannot filter by itself; absent where it can. */
      readonly because?: string;
    }
  | {readonly kind: 'tenant_wide'; readonly because: string};

/** Checked by the compiler; frozen, because the engine shares it between runs. */
export function defineStream(definition: StreamDefinition): StreamDefinition {
  return Object.freeze(definition);
}

/** The whole list is read each time; state holds a hash of every row. For short lists only. */
export function changeDetection(): Cursor {
  return {kind: 'change_detection'};
}

/** `deletedItems` lists what was deleted lately; it fills the gap when a delta link is lost. */
export function deltaLink(paths: {endpoint: string; deletedItems: string}): Cursor {
  return {kind: 'delta_link', ...paths};
}

/** Lists filtered by each date of `signInActivity`, and by creation. */
export function signInPasses(): Cursor {
  return {kind: 'sign_in_passes'};
}

/** Every row is emitted each time, with a new stamp: the service does not tell what changed. */
export function fullScan({because}: {because: string}): Cursor {
  return {kind: 'full_scan', because};
}

/** The stream is always read whole, and never incrementally. */
export function noCursor({because}: {because: string}): Cursor {
  return {kind: 'none', because};
}

/**
 * Keeps the rows whose user principal name in `field` lies in a configured domain. Graph filters
 * lists itself, unless there is a `because`.
 */
export function byUserPrincipalName(field: string, reason?: {because: string}): DomainFilter {
  return {kind: 'user_principal_name', field, ...reason};
}

/** The rows belong to no user, so the domains in the settings do not touch them. */
export function tenantWide({because}: {because: string}): DomainFilter {
  return {kind: 'tenant_wide', because};
}
