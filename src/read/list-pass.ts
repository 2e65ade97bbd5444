/**
 * What is written of the pages of a list. Graph may send a row again on a later page, and a list
 * that goes wrong may send the same rows without end.
 * https://learn.microsoft.com/graph/paging
 */
import type {Page} from '../graph/pages';
import {whyOutside} from './domain-filter';
import {IdSet} from './id-set';
import {ListProgress} from './list-progress';
import type {SkippedCounts, StreamContext} from './stream-context';
import {expandRows} from './transform';
import type {TransformedRow} from './transform';

/** The ids of the entities that one read has seen, by what became of their rows. */
export class ReadIds {
  private readonly written = new IdSet();
  /** Those outside of the domains, and those that expand to no row. */
  private readonly leftOut = new IdSet();
  private distinct = 0;

  /** How many different ids came. */
  get size(): number {
    return this.distinct;
  }

  has(id: string): boolean {
    return this.written.has(id) || this.leftOut.has(id);
  }

  get isEmpty(): boolean {
    return this.written.isEmpty && this.leftOut.isEmpty;
  }

  get hasWritten(): boolean {
    return !this.written.isEmpty;
  }

  wasWritten(id: string): boolean {
    return this.written.has(id);
  }

  /** @returns whether the id was not among the written ones. */
  addWritten(id: string): boolean {
    const isNew = this.written.add(id);
    if (isNew && !this.leftOut.has(id)) this.distinct += 1;
    return isNew;
  }

  /** @returns whether the id was not among those left out. */
  addLeftOut(id: string): boolean {
    const isNew = this.leftOut.add(id);
    if (isNew && !this.written.has(id)) this.distinct += 1;
    return isNew;
  }
}

/** Why a row is not written. One that an earlier pass has delivered is not counted as left out. */
export type SkipReason = keyof SkippedCounts | 'delivered';

interface PassOptions {
  /** Whether rows of an id that comes again are written again. */
  repeats: boolean;
  /** Instead of the domain filter. */
  whySkipped?: (row: TransformedRow) => SkipReason | undefined;
}

/** One pass through a list, from its first page or from a link on. */
export class ListPass {
  /**
   * The ids that had come before this pass, or came in it a second time: most of a part of a list are
   * new, and kept by the read already. Absent where only what is new to the read is new to the pass.
   */
  private readonly seen: IdSet | undefined;
  private readonly progress: ListProgress;

  constructor(
    private readonly context: StreamContext,
    private readonly ids: ReadIds,
    private readonly options: PassOptions,
  ) {
    this.seen = ids.isEmpty ? undefined : new IdSet();
    this.progress = new ListProgress(context.definition.name);
  }

  /** Whether the last page had rows, and only such as came before. */
  get repeatsItself(): boolean {
    return this.progress.isStalled;
  }

  /**
   * Empties the page: a generator that waits for the next page keeps its variables.
   * @returns the rows to write.
   * @throws TransientError where the list repeats itself.
   */
  take(page: Page): TransformedRow[] {
    const written: TransformedRow[] = [];
    const entities = lastOfEach(page.rows);
    let fresh = 0;
    for (const entity of entities) {
      const {rows, isNew} = this.rowsOf(entity);
      for (const row of rows) written.push(row);
      if (isNew) fresh += 1;
    }
    page.rows.length = 0;
    this.progress.page({rows: entities.length, fresh, hasNext: page.nextLink !== undefined});
    return written;
  }

  private rowsOf(entity: unknown): {rows: TransformedRow[]; isNew: boolean} {
    const {context, ids, options} = this;
    const rows = expandRows(context.definition, [entity]).map(context.transform);
    const members = rows.filter((row) => this.whySkipped(row) === undefined);
    const id = idOf(entity) ?? rows[0]?.id ?? '';
    const isMember = members.length > 0;
    const isNew = isMember ? ids.addWritten(id) : ids.addLeftOut(id);
    if (isNew && !isMember) this.count(rows);
    return {
      rows: isNew || options.repeats ? members : [],
      isNew: isNew || (this.seen?.add(id) ?? false),
    };
  }

  private whySkipped(row: TransformedRow): SkipReason | undefined {
    const {context, options} = this;
    return options.whySkipped ? options.whySkipped(row) : whyOutside(context, row);
  }

  private count(rows: readonly TransformedRow[]): void {
    for (const row of rows) {
      const reason = this.whySkipped(row);
      if (reason && reason !== 'delivered') this.context.skipped[reason] += 1;
    }
  }
}

/** One row of each id: where it comes again the last one, which is the current one. */
export function lastOfEach<T>(rows: readonly T[]): T[] {
  const byId = new Map<unknown, T>();
  for (const row of rows) byId.set(idOf(row) ?? row, row);
  return [...byId.values()];
}

/** Undefined where it has none that can be used. */
export function idOf(entity: unknown): string | undefined {
  const id = (entity as {id?: unknown} | null)?.id;
  return typeof id === 'string' ? id : undefined;
}
