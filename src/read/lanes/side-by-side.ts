/** Reads lists side by side and gives their pages in the order of their arrival. */
import {Mutex} from '../../graph/mutex';

/** A page, and of which list. */
interface Arrival<List, Page> {
  list: List;
  page: Page;
}

interface SideBySide<List, Page> {
  /** Begun in this order. */
  lists: readonly List[];
  /** How many are read at the same time. */
  lanes: number;
  open: (list: List, shared: SharedOptions) => AsyncIterable<Page>;
}

/** What all lists have in common. */
export interface SharedOptions {
  /** Aborts when the pages are no longer wanted. */
  signal: AbortSignal;
  /** Held by the list whose page the reader gets next, until the reader has used it. */
  parsing: Mutex;
}

/** One list that is being read. */
interface Lane<List, Page> {
  list: List;
  pages: AsyncIterator<Page, unknown>;
  coming: Promise<LanePage<List, Page>>;
}

interface LanePage<List, Page> {
  lane: Lane<List, Page>;
  result: IteratorResult<Page, unknown>;
}

/**
 * Of all lists one page is parsed at a time, and of each one page waits as text, whatever the reader
 * does: a slow one holds all of them back. Ends with the first error, which ends the other lists.
 */
export async function* sideBySide<List, Page>({
  lists,
  lanes: count,
  open,
}: SideBySide<List, Page>): AsyncGenerator<Arrival<List, Page>, void, undefined> {
  const stop = new AbortController();
  const shared = {signal: stop.signal, parsing: new Mutex()};
  const left = [...lists];
  let lanes: Lane<List, Page>[] = [];
  const begin = (): void => {
    const list = left.shift();
    if (list !== undefined) lanes.push(openLane(list, open(list, shared)));
  };
  try {
    for (let lane = 0; lane < count; lane += 1) begin();
    while (lanes.length > 0) {
      const {lane, result} = await firstOf(lanes);
      lanes = lanes.filter((other) => other !== lane);
      if (result.done) {
        begin();
        continue;
      }
      // Behind the others, or one that is always ready would let the links of the others expire.
      lanes.push(lane);
      yield {list: lane.list, page: result.value};
      shared.parsing.release();
      advance(lane);
    }
  } finally {
    stop.abort();
    await Promise.allSettled(lanes.map(async ({pages}) => pages.return?.()));
  }
}

function firstOf<List, Page>(lanes: readonly Lane<List, Page>[]): Promise<LanePage<List, Page>> {
  return Promise.race(lanes.map(({coming}) => coming));
}

function openLane<List, Page>(list: List, listed: AsyncIterable<Page>): Lane<List, Page> {
  const pages = listed[Symbol.asyncIterator]() as AsyncIterator<Page, unknown>;
  return advance({list, pages} as Lane<List, Page>);
}

/** Asks for the next page. */
function advance<List, Page>(lane: Lane<List, Page>): Lane<List, Page> {
  lane.coming = lane.pages.next().then((result) => ({lane, result}));
  // Whoever waits for the page sees the error; until then it is not unhandled.
  lane.coming.catch(() => undefined);
  return lane;
}
