/** What a stream is, as types only: the vocabulary of definitions and of what interprets them. */
import type {RateLimitScope} from '../graph/request';

/** A row as Graph gives it, or as it is emitted. */
export type Row = Record<string, unknown>;

/** A definition with its JSON schema. */
export interface Stream {
  readonly definition: StreamDefinition;
  readonly schema: StreamSchema;
}

export type StreamSchema = Row & {properties: Record<string, Row>};

export interface StreamDefinition {
  /** snake_case; also the name of the file and of the schema. */
  readonly name: string;
  /** The page of Microsoft's documentation that the stream follows. */
  readonly docs: string;
  /** The property that Graph has been seen to leave out of large pages of filtered lists. */
  readonly omittedInLargePages?: string;
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
  /** Where only a part of the endpoint's rows belongs to the stream. Not with a domain filter. */
  readonly subset?: Subset;
  /** A boolean property that Graph filters by and never returns. */
  readonly filterOnlyProperty?: string;
  /** Whether a response without a single row can be true. */
  readonly empty: 'possible' | 'impossible';
  /** Turns a row of Graph into the fields of the schema, where they are not the same. */
  readonly transform?: (row: Row, names: ProductNameLookup) => Row;
  /** Fields of our own, each made of one member of a row of Graph that is no field of the stream. */
  readonly derived?: Readonly<Record<string, DerivedField>>;
  /** A relationship of each row to one other object, whose id becomes a field. */
  readonly relationship?: Relationship;
  /** Turns a row of Graph into several, before anything else looks at them. */
  readonly expand?: (row: Row) => Row[];
  /** Makes the `id` of a row of its other fields, where `expand` makes the rows. */
  readonly rowId?: (row: Row) => string;
  /** Where a long list can be read in lanes, parts of it side by side. */
  readonly lanes?: Lanes;
  /** Only in usage reports, see `defineReport`. */
  readonly report?: ReportFacts;
}

export interface DerivedField {
  /** Such as `@odata.type`. */
  readonly from: string;
  /** @param value undefined where the row has no such member. */
  readonly by: (value: unknown) => unknown;
}

/** Which properties are asked for: those of the schema, all (the endpoint takes none), or these. */
export type Select = 'schema' | 'none' | readonly string[];

/** Rows that Graph lists by themselves. Where it refuses to, `expand` leaves out all others. */
export interface Subset {
  readonly filter: string;
  /** What the rows are, for messages. */
  readonly what: string;
}

/**
 * Graph does not give a relationship as it gives properties: lists and single objects have to be
 * asked for it with `$expand`, delta queries with `$select`.
 */
export interface Relationship {
  /** As Graph names it, such as `manager`. */
  readonly name: string;
  /** The field for the id of the related object. */
  readonly field: string;
}

/** What it takes to read a list in lanes and to miss nobody whom a change moves between them. */
export interface Lanes {
  /** The property by whose first characters the list is split. */
  readonly field: string;
  /** Path of the delta query that names who changed meanwhile. */
  readonly changes: string;
}

/** How a stream is read from where the last sync ended, if it can be. */
export type Cursor = IncrementalCursor | NoCursor;

export type IncrementalCursor = CursorKind & {
  readonly isIncremental: true;
  /** The field by which destinations tell the newest row. */
  readonly field: string;
};

export interface NoCursor {
  readonly kind: 'none';
  readonly because: string;
  readonly isIncremental: false;
}

type CursorKind =
  | {readonly kind: 'change_detection'}
  | {readonly kind: 'delta_link'; readonly endpoint: string; readonly deletedItems: string}
  | {readonly kind: 'sign_in_passes'}
  | {readonly kind: 'full_scan'; readonly because: string}
  | {readonly kind: 'report_snapshot'}
  | {readonly kind: 'daily_slices'};

export type DomainFilter =
  | {
      readonly kind: 'user_principal_name';
      readonly field: string;
      /** Why Graph cannot filter by itself; absent where it can. */
      readonly because?: string;
    }
  | {readonly kind: 'tenant_wide'; readonly because: string};

/** An application permission, with broader ones that also work. */
export interface Permission {
  /** As in the Azure portal under API permissions > Application permissions. */
  readonly name: string;
  /** The id of the app role in Microsoft Graph, the same in every tenant; for setup scripts. */
  readonly appRoleId: string;
  readonly broader: readonly string[];
  /** Others that give a part of the fields. */
  readonly partial?: readonly string[];
  /** Not among the four that the setup guide asks for. */
  readonly optional?: boolean;
}

/** What the engine needs to know of a usage report beyond a stream. */
export interface ReportFacts {
  readonly takes: ReportParameter;
  /**
   * The fields that tell the rows of one report apart. Of several fields in one part, the first
   * that has a value counts.
   */
  readonly naturalKey: readonly (string | readonly string[])[];
  /** A version of the report that says more and that Graph may refuse; absent where there is one. */
  readonly newerVersion?: ReportVersion;
}

/** A version of a report, by the parameter of its function. */
export interface ReportVersion {
  readonly name: string;
  /** Its own periods, where they are not those of the setting. */
  readonly periods: Readonly<Record<string, string>>;
}

/** What the Graph function takes: nothing, a period, or a period or one day. */
export type ReportParameter = 'nothing' | 'period' | 'period or date';

/** The names under which Microsoft sells products and service plans; null for unknown ones. */
export interface ProductNameLookup {
  product(skuId: unknown, skuPartNumber?: unknown): string | null;
  /** The string id of a product, for where Graph gives the id alone. */
  skuPartNumber(skuId: unknown): string | null;
  servicePlan(servicePlanId: unknown, servicePlanName?: unknown): string | null;
}
