/** The rows of the usage reports, as far as the situation lets anybody read them. */
import type {ReportName, ReportParameters, Tenant} from '../tenant';
import {isInScope} from './situation';
import type {Situation} from './situation';

export type ReportRow = Readonly<Record<string, string>>;

type RowsByName = ReadonlyMap<string, readonly ReportRow[]>;

/** Who a row is about; empty where it names nobody. */
export function nameIn(row: ReportRow): string {
  return row['User Principal Name'] ?? row['Owner Principal Name'] ?? '';
}

/** Undefined for an empty cell. */
export function dayIn(row: ReportRow, column: string): string | undefined {
  return row[column] || undefined;
}

function byName(rows: readonly ReportRow[]): RowsByName {
  const found = new Map<string, ReportRow[]>();
  for (const row of rows) {
    const name = nameIn(row).toLowerCase();
    const own = found.get(name);
    if (own) own.push(row);
    else found.set(name, [row]);
  }
  return found;
}

export class ReportRows {
  readonly #reports = new Map<ReportName, RowsByName>();

  constructor(
    readonly tenant: Tenant,
    readonly situation: Situation,
  ) {}

  /** The rows about people who were not deleted; with hashes in place of names where those are concealed. */
  all(report: ReportName, parameters = this.#parameters(report)): ReportRow[] {
    const {reports, domains} = this.situation;
    // A hash belongs to no domain.
    if (reports === 'missing' || (reports === 'concealed' && domains)) return [];
    return this.tenant.reports
      .records(report, parameters)
      .filter((row) => row['Is Deleted'] !== 'True')
      .filter((row) => reports === 'concealed' || isInScope(nameIn(row), this.situation));
  }

  /** Whether the report names anybody. */
  isReadable(report: ReportName): boolean {
    return this.#named(report).size > 0;
  }

  /** The rows of a person; undefined where the report names nobody. */
  of(userPrincipalName: string, report: ReportName): readonly ReportRow[] | undefined {
    if (!this.isReadable(report)) return undefined;
    return this.#named(report).get(userPrincipalName.toLowerCase()) ?? [];
  }

  #named(report: ReportName): RowsByName {
    const isNamed = this.situation.reports === 'named';
    const known = this.#reports.get(report) ?? byName(isNamed ? this.all(report) : []);
    this.#reports.set(report, known);
    return known;
  }

  #parameters(report: ReportName): ReportParameters {
    if (report === 'getOffice365ActivationsUserDetail') return {};
    const isCopilot = report === 'getMicrosoft365CopilotUsageUserDetail';
    if (isCopilot && this.situation.copilotVersion === 'v2') return {period: 'D28', version: 'v2'};
    return {period: 'D30'};
  }
}
