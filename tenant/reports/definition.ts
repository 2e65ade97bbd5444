/** What makes up one report. */
import type {Workload} from './activity';
import type {Column} from './columns';
import type {Subject} from './subject';

export interface ReportDefinition {
  takes: 'nothing' | 'period' | 'period or date';
  /** In the order of the file. */
  columns: readonly Column[];
  /** Activity in one of them on a day brings the subject into the report of that day. */
  workloads: readonly Workload[];
  /** Sites are there whether or not their owner has a licence. */
  about?: 'users' | 'sites';
  lists(subject: Subject): boolean;
  /** Rows of one subject; one unless told. */
  rowsOf?(subject: Subject): number;
  /** Answers with the file itself and not with a link to it. */
  isDirect?: true;
  /** Its refusal comes as JSON text inside the message of another error. */
  wrapsRefusal?: true;
}

export const licensed = (subject: Subject): boolean => subject.isLicensed;
export const withSuite = (subject: Subject): boolean => subject.hasSuite;
