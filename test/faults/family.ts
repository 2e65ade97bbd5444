/** What the fault matrix has to know about a family of requests. */
import type {SyncMode} from '../../src/airbyte/messages';
import type {Row} from '../support/messages';
import type {Tenant, TenantOptions} from '../../tenant/tenant';

/**
 * What a request of the family is answered with: a page of a list, the link to a file, a file, or a
 * token.
 */
export type Answered = 'page' | 'link' | 'file' | 'token';

export interface Family {
  stream: string;
  syncMode: SyncMode;
  /** Beside those of the tenant. */
  settings?: object;
  answered: Answered;
  /** Whether a request is one that the faults strike. */
  match: (rawUrl: string, method: string) => boolean;
  /** So many requests always pass; none unless told. */
  opening?: number;
  /** So many requests pass before a fault strikes within a read. */
  passing: number;
  /** The rows that a destination has behind the read. */
  rows: (tenant: Tenant) => Promise<Map<string, Row>> | Map<string, Row>;
  tenant?: TenantOptions;
  /** What was there before the read that faults strike: a sync so long ago, and then changes. */
  before?: {agoMs: number; change: (tenant: Tenant) => void};
  /** Done when a read begins. */
  begin?: (tenant: Tenant) => void;
  /** Read as another family is, so that one kind of fault tells enough to a commit. */
  isVariant?: true;
  /** The connector starts the stream before all others, whatever the catalog says. */
  startsFirst?: true;
  /** From how many users on lists are read in lanes; as usual unless told. */
  minLaneUsers?: number;
  /** How long our own limiters hold back the requests of a read that fails. */
  limitedMs?: number;
}

export const PAGED = {users: 70, listPageSize: 10, deltaPageSize: 5} as const;
