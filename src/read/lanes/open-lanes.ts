/** Finds out whether a list is worth lanes, while its first page is asked for as usual. */
import {ConnectorError} from '../../errors';
import type {LaneThreshold} from '../../graph-session';
import type {Page} from '../../graph/pages';
import {message} from '../../message-text';
import {isRow} from '../../streams/row';
import type {Lanes} from '../../streams/stream';
import {answerOf} from '../start-over';
import type {PagesOptions, StreamContext} from '../stream-context';
import {linkToChanges} from './changes';
import {FirstCharacters} from './parts';

/**
 * Below, lanes save less than they cost: a list has few pages, or little is waited for. Pages that
 * come at once keep the processor busy in one lane already.
 */
export const LANE_THRESHOLD: LaneThreshold = {users: 5_000, firstPageMs: 50};

/** Of a request that lanes need to begin: they save no more than that. */
const OPENING_FAILURES_MS = 10_000;

/** What lanes need to begin. */
export interface OpenedLanes {
  users: number;
  /** The delta link that names who changes from before the first lane on. */
  changesLink: string;
}

/** How many users the tenant has, by the index of the service. */
export function countUsers(
  context: StreamContext,
  options: Parameters<StreamContext['count']>[1],
): Promise<number> {
  return context.count(`${context.baseUrl}${context.definition.endpoint}/$count`, options);
}

/** @returns undefined where the list is short, or the service does not give what lanes need. */
async function openLanes(
  context: StreamContext,
  lanes: Lanes,
  signal: AbortSignal,
): Promise<OpenedLanes | undefined> {
  try {
    const options = {failuresMs: OPENING_FAILURES_MS, signal};
    const [users, changesLink] = await Promise.all([
      countUsers(context, options),
      linkToChanges(context, lanes, options),
    ]);
    return users < context.laneThreshold.users || changesLink === undefined
      ? undefined
      : {users, changesLink};
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const text = message`reading in one lane, because Microsoft Graph gave no count or no delta link (${answerOf(error)})`;
    context.log('DEBUG', text);
    return undefined;
  }
}

/**
 * A list that is left at its first page where lanes can begin: nothing of it is read then, so that
 * the places of the lanes tell exactly what was. The page tells how names begin.
 */
export class ListBeforeLanes {
  readonly names = new FirstCharacters();
  /** Set when the list was left for lanes. */
  opened: OpenedLanes | undefined;
  private readonly stop = new AbortController();
  private opening: Promise<OpenedLanes | undefined> | undefined;
  private hasBegun = false;

  constructor(
    private readonly context: StreamContext,
    private readonly lanes: Lanes,
  ) {}

  /** The context, whose list may end before its first page. */
  get listing(): StreamContext {
    return {...this.context, pages: (url, options) => this.pagesUnlessOpened(url, options)};
  }

  /** Aborts what nobody waits for any more. */
  close(): void {
    this.stop.abort();
  }

  private async *pagesUnlessOpened(
    url: string,
    options: PagesOptions,
  ): AsyncGenerator<Page, void, undefined> {
    const {signal} = this.stop;
    this.openOnceLate(signal).catch(() => undefined);
    for await (const page of this.context.pages(url, {...options, signal})) {
      if (!this.hasBegun && page.nextLink !== undefined) this.opened = await this.opening;
      if (this.opened) return this.sample(page);
      this.hasBegun = true;
      yield page;
    }
  }

  private async openOnceLate(signal: AbortSignal): Promise<void> {
    const {firstPageMs} = this.context.laneThreshold;
    if (firstPageMs > 0) await this.context.sleep(firstPageMs, signal);
    if (this.hasBegun) return;
    this.opening ??= openLanes(this.context, this.lanes, signal);
    await this.opening;
  }

  private sample({rows}: Page): void {
    for (const row of rows) this.names.add(isRow(row) ? row[this.lanes.field] : undefined);
  }
}
