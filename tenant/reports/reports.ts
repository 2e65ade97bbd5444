/** The usage reports of the tenant, with controls for tests. */
import type {Directory} from '../directory';
import {REPORT_NAMES, REPORTS} from './catalogue';
import type {ReportName} from './catalogue';
import type {Column} from './columns';
import {Concealment} from './concealment';
import type {ConcealmentNotation} from './concealment';
import {dayOf, dayText, parseDay} from './days';
import {reportIn} from './forms';
import type {ReportForm} from './forms';
import {hasColumn} from './clouds';
import type {NationalCloud} from './clouds';
import {checkParameters, isVersion2, periodDays} from './parameters';
import type {ReportParameters} from './parameters';
import {reportRows} from './rows';
import type {ReportContext} from './report-entity';

export interface ReportsOptions {
  directory: Directory;
  seed: number;
  now: () => number;
  concealed?: boolean | undefined;
  concealedAs?: ConcealmentNotation | undefined;
  /** Days from the newest report to today. */
  lagDays?: number | undefined;
  rows?: number | undefined;
  form?: ReportForm | undefined;
  /** Whether the 28 available days end with the newest report or with today. */
  windowEnds?: 'newest' | 'today' | undefined;
  nationalCloud?: NationalCloud | undefined;
}

const DAYS_KEPT = 28;
const DEFAULT_LAG_DAYS = 2;

type ChangeColumns = (columns: readonly Column[]) => readonly Column[];

function readDay(text: string): number {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`"${text}" is no day.`);
  return day;
}

export class Reports {
  /** Hashes in place of names, in every file from now on. */
  concealed: boolean;
  /** The form of every file from now on. */
  form: ReportForm;
  /** Number of users, accounts or sites in every report, in place of those of the directory. */
  rows: number | undefined;
  readonly names: readonly ReportName[] = REPORT_NAMES;
  readonly #options: ReportsOptions;
  readonly #concealment: Concealment;
  readonly #late = new Set<string>();
  readonly #empty = new Set<ReportName>();
  readonly #changes = new Map<ReportName, ChangeColumns[]>();
  #refreshDay: number | undefined;

  constructor(options: ReportsOptions) {
    this.#options = options;
    this.#concealment = new Concealment(options.seed, options.concealedAs);
    this.concealed = options.concealed ?? false;
    this.form = options.form ?? 'csv';
    this.rows = options.rows;
  }

  /** The newest day of the reports: `lagDays` before today, unless it was set. */
  get refreshDate(): string {
    return dayText(this.#newest());
  }

  /** With undefined it follows the clock again. */
  set refreshDate(day: string | undefined) {
    this.#refreshDay = day === undefined ? undefined : readDay(day);
  }

  /** The oldest available day. */
  get oldestDate(): string {
    return dayText(this.#oldest());
  }

  /** The day has no rows yet, in one report or all of them. */
  late(date: string, report?: ReportName): void {
    for (const name of this.#named(report)) this.#late.add(`${name} ${dayText(readDay(date))}`);
  }

  arrive(date: string, report?: ReportName): void {
    for (const name of this.#named(report)) this.#late.delete(`${name} ${date}`);
  }

  /** The report has no rows, whatever its parameters. */
  empty(report: ReportName, isEmpty = true): void {
    if (isEmpty) this.#empty.add(report);
    else this.#empty.delete(report);
  }

  /** Appends columns with the same text in every row. */
  extraColumns(report: ReportName, columns: Readonly<Record<string, string>>): void {
    const added = Object.entries(columns).map(([name, text]): Column => [name, () => text]);
    this.#change(report, (known) => [...known, ...added]);
  }

  dropColumns(report: ReportName, headers: readonly string[]): void {
    this.#change(report, (known) => known.filter(([header]) => !headers.includes(header)));
  }

  /** Appends a second column of the same name. */
  duplicateColumn(report: ReportName, header: string): void {
    this.#change(report, (known) => [...known, ...known.filter(([name]) => name === header)]);
  }

  /** Undoes all changes of the columns. */
  restoreColumns(report: ReportName): void {
    this.#changes.delete(report);
  }

  header(report: ReportName, parameters: ReportParameters = {}): string[] {
    return this.#columns(report, parameters).map(([header]) => header);
  }

  /** The rows that the tenant would return now, by header. */
  records(report: ReportName, parameters: ReportParameters = {}): Record<string, string>[] {
    const header = this.header(report, parameters);
    return [...this.#rowsOf(report, parameters)].map((row) =>
      Object.fromEntries(header.map((name, place) => [name, row[place] ?? ''])),
    );
  }

  /** The file in chunks. @throws GraphError for invalid parameters. */
  file(report: ReportName, parameters: ReportParameters = {}): Generator<string, void, undefined> {
    return reportIn(this.form, this.header(report, parameters), this.#rowsOf(report, parameters));
  }

  check(report: ReportName, parameters: ReportParameters): void {
    checkParameters(report, parameters, [this.#oldest(), this.#newest()]);
  }

  #rowsOf(report: ReportName, parameters: ReportParameters): Iterable<string[]> {
    this.check(report, parameters);
    const isLate = this.#late.has(`${report} ${parameters.date}`);
    if (isLate || this.#empty.has(report)) return [];
    return reportRows({
      directory: this.#options.directory,
      definition: REPORTS[report],
      columns: this.#columns(report, parameters),
      context: this.#context(report, parameters),
      size: this.rows,
    });
  }

  #context(report: ReportName, parameters: ReportParameters): ReportContext {
    const {period, date} = parameters;
    const refreshDay = this.#newest();
    return {
      refreshDay,
      day: date === undefined ? refreshDay : readDay(date),
      period: period === undefined ? 1 : periodDays(report, period, parameters),
      isOneDay: date !== undefined,
      concealment: this.concealed ? this.#concealment : undefined,
    };
  }

  #newest(): number {
    const {now, lagDays = DEFAULT_LAG_DAYS} = this.#options;
    return this.#refreshDay ?? dayOf(now()) - lagDays;
  }

  #oldest(): number {
    const {now, windowEnds = 'newest'} = this.#options;
    if (windowEnds === 'today') return dayOf(now()) - DAYS_KEPT;
    return this.#newest() - DAYS_KEPT + 1;
  }

  #named(report: ReportName | undefined): readonly ReportName[] {
    return report === undefined ? REPORT_NAMES : [report];
  }

  #columns(report: ReportName, parameters: ReportParameters): readonly Column[] {
    const {columns: all, v2} = REPORTS[report];
    const {nationalCloud} = this.#options;
    const known = isVersion2(parameters) && v2 ? v2.columns : all;
    const present = known.filter(([header]) => hasColumn(nationalCloud, report, header));
    const changes = this.#changes.get(report) ?? [];
    return changes.reduce<readonly Column[]>((columns, change) => change(columns), present);
  }

  #change(report: ReportName, change: ChangeColumns): void {
    this.#changes.set(report, [...(this.#changes.get(report) ?? []), change]);
  }
}
