/** What is counted of the rows of a stream. The rows themselves are not kept. */
import type {JsonObject} from '../src/airbyte/messages';

export interface RowSummary {
  rows: number;
  /** Deleted ones, which have no other fields than the id. */
  deletedRows: number;
  repeatedIds: number;
  /** By field, the share of rows in which it is null or absent, where there is one. */
  nullShares: Record<string, number>;
  /** Fields that the schema does not declare. */
  undeclaredFields: string[];
  /** Whether a report came with concealed names. */
  namesConcealed?: boolean;
  /** Report Refresh Date of the newest row. */
  reportRefreshDate?: string;
}

const SHARE_DIGITS = 4;
const MAX_UNDECLARED = 100;
const USUAL_NAME = /^[A-Za-z_][\w ().,/+&-]{0,80}$/;

export class RowFigures {
  #rows = 0;
  #deleted = 0;
  #repeated = 0;
  #namesConcealed: boolean | undefined;
  #refreshDate: string | undefined;
  readonly #ids = new Set<string>();
  readonly #present = new Map<string, number>();
  readonly #undeclared = new Set<string>();
  readonly #declared: ReadonlySet<string>;

  constructor(declaredFields: readonly string[]) {
    this.#declared = new Set(declaredFields);
  }

  add(row: JsonObject): void {
    this.#rows += 1;
    const id = String(row['id']);
    if (this.#ids.has(id)) this.#repeated += 1;
    this.#ids.add(id);
    if (typeof row['_ab_cdc_deleted_at'] === 'string') {
      this.#deleted += 1;
      return;
    }
    this.#addReportFacts(row);
    for (const [field, value] of Object.entries(row)) this.#addField(field, value);
  }

  summary(): RowSummary {
    return {
      rows: this.#rows,
      deletedRows: this.#deleted,
      repeatedIds: this.#repeated,
      nullShares: this.#nullShares(),
      undeclaredFields: [...this.#undeclared].sort(),
      ...(this.#namesConcealed !== undefined && {namesConcealed: this.#namesConcealed}),
      ...(this.#refreshDate !== undefined && {reportRefreshDate: this.#refreshDate}),
    };
  }

  #addField(field: string, value: unknown): void {
    if (!this.#declared.has(field) && this.#undeclared.size < MAX_UNDECLARED) {
      this.#undeclared.add(USUAL_NAME.test(field) ? field : '{unusual name}');
    }
    if (value !== null) this.#present.set(field, (this.#present.get(field) ?? 0) + 1);
  }

  #addReportFacts(row: JsonObject): void {
    const {names_concealed: concealed, reportRefreshDate: day} = row;
    if (typeof concealed === 'boolean') this.#namesConcealed = concealed || !!this.#namesConcealed;
    if (typeof day === 'string' && day > (this.#refreshDate ?? '')) this.#refreshDate = day;
  }

  #nullShares(): Record<string, number> {
    const living = this.#rows - this.#deleted;
    if (living === 0) return {};
    const shares = [...this.#declared].map((field): [string, number] => {
      const share = 1 - (this.#present.get(field) ?? 0) / living;
      return [field, Number(share.toFixed(SHARE_DIGITS))];
    });
    return Object.fromEntries(shares.filter(([, share]) => share > 0));
  }
}
