/** What makes up one report. */
import type {Workload} from './activity';
import type {Column} from './columns';
import type {ReportEntity} from './report-entity';

export interface ReportDefinition {
  acceptedParameters: 'nothing' | 'period' | 'period or date';
  /** In the order of the file. */
  columns: readonly Column[];
  /** Activity in one of them on a day brings the subject into the report of that day. */
  workloads: readonly Workload[];
  /** Sites are there whether or not their owner has a licence. */
  about?: 'users' | 'sites';
  includes(entity: ReportEntity): boolean;
  /** Rows of one subject; one unless told. */
  rowCount?(entity: ReportEntity): number;
  /** Answers with the file itself and not with a link to it. */
  isDirect?: true;
  /** Its refusal comes as JSON text inside the message of another error. */
  wrapsRefusal?: true;
}

export const isLicensed = (entity: ReportEntity): boolean => entity.isLicensed;
export const hasSuite = (entity: ReportEntity): boolean => entity.hasSuite;
