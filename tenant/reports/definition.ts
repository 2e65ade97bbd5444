/** The definition of a usage report. */
import type {Service} from '../services';
import type {Workload} from './activity';
import type {Column} from './columns';
import type {ReportEntity} from './report-entity';

export interface ReportDefinition {
  acceptedParameters: 'nothing' | 'period' | 'period or date';
  /** In the order of the file. */
  columns: readonly Column[];
  /** Absent where the report has one version only. */
  v2?: {columns: readonly Column[]; periods: Readonly<Record<string, number>>};
  /** Activity in one of them on a day puts the entity into the report of that day. */
  workloads: readonly Workload[];
  /** Sites and groups are listed whether or not their owner has a licence. */
  about?: 'users' | 'sites' | 'groups';
  includes(entity: ReportEntity): boolean;
  /** Rows of one entity; 1 by default. */
  rowCount?(entity: ReportEntity): number;
  /** Responds with the file itself instead of a redirect. */
  isDirect?: true;
  /** A missing permission is reported as JSON text inside the message of another error. */
  wrapsRefusal?: true;
}

export const isLicensed = (entity: ReportEntity): boolean => entity.isLicensed;
/** Holders of a product that includes the service. */
export const holders =
  (service: Service) =>
  (entity: ReportEntity): boolean =>
    entity.has(service);
