import {setImmediate as immediate} from 'node:timers/promises';
import {sideBySide} from '../../../src/read/lanes/side-by-side';
import type {SharedOptions} from '../../../src/read/lanes/side-by-side';

/** Lists whose pages come when the test says so. */
class Lists {
  readonly opened: string[] = [];
  readonly asked: string[] = [];
  readonly ended: string[] = [];
  /** Of the last list that was opened. */
  signal = new AbortController().signal;

  constructor(
    private readonly pages: Record<string, number>,
    private readonly broken?: string,
  ) {}

  get names(): string[] {
    return Object.keys(this.pages);
  }

  open = (name: string, {signal}: SharedOptions): AsyncIterable<string> => {
    this.opened.push(name);
    this.signal = signal;
    return this.read(name);
  };

  private async *read(name: string): AsyncGenerator<string> {
    try {
      for (let page = 1; page <= (this.pages[name] ?? 0); page += 1) {
        this.asked.push(`${name}${page}`);
        await immediate();
        if (this.broken === `${name}${page}`) throw new Error(`${name} broke`);
        yield `${name}${page}`;
      }
    } finally {
      this.ended.push(name);
    }
  }
}

async function readAll(lists: Lists, lanes: number): Promise<string[]> {
  const pages: string[] = [];
  const arrivals = sideBySide({lists: lists.names, lanes, open: lists.open});
  for await (const {list, page} of arrivals) {
    expect(page.startsWith(list)).toBe(true);
    pages.push(page);
  }
  return pages;
}

test('all pages come, those of each list in their order', async () => {
  const lists = new Lists({a: 3, b: 1, c: 0, d: 5});
  const pages = await readAll(lists, 2);
  expect([...pages].sort()).toEqual(['a1', 'a2', 'a3', 'b1', 'd1', 'd2', 'd3', 'd4', 'd5']);
  for (const name of lists.names) {
    const own = pages.filter((page) => page.startsWith(name));
    expect(own).toEqual([...own].sort());
  }
});

test('so many lists are open at the same time, and the next one when one ends', async () => {
  const lists = new Lists({a: 1, b: 3, c: 1});
  const arrivals = sideBySide({lists: lists.names, lanes: 2, open: lists.open});
  await arrivals.next();
  expect(lists.opened).toEqual(['a', 'b']);
  while (!(await arrivals.next()).done);
  expect(lists.opened).toEqual(['a', 'b', 'c']);
});

test('no list keeps the others waiting that always has a page ready', async () => {
  const pages = await readAll(new Lists({a: 4, b: 4}), 2);
  expect(pages).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3', 'a4', 'b4']);
});

test('a reader that takes nothing more holds every list back', async () => {
  const lists = new Lists({a: 99, b: 99});
  const arrivals = sideBySide({lists: lists.names, lanes: 2, open: lists.open});
  await arrivals.next();
  for (let turn = 0; turn < 50; turn += 1) await immediate();
  expect(lists.asked).toEqual(['a1', 'b1']);
  await arrivals.return();
});

test('the next page is parsed when the reader has used the one before', async () => {
  const parsed: string[] = [];
  const open = async function* (name: string, shared: SharedOptions): AsyncGenerator<string> {
    for (let page = 1; page <= 2; page += 1) {
      await shared.parsing.acquire(shared.signal);
      parsed.push(`${name}${page}`);
      yield `${name}${page}`;
    }
  };
  const used: string[] = [];
  for await (const {page} of sideBySide({lists: ['a', 'b', 'c'], lanes: 2, open})) {
    for (let turn = 0; turn < 20; turn += 1) await immediate();
    used.push(page);
    expect(parsed).toEqual(used);
  }
  expect([...used].sort()).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2']);
});

test('the first error ends all of them, and what is under way is aborted', async () => {
  const lists = new Lists({a: 2, b: 9, c: 9}, 'a2');
  await expect(readAll(lists, 2)).rejects.toThrow('a broke');
  expect(lists.signal.aborted).toBe(true);
  expect([...lists.ended].sort()).toEqual(['a', 'b']);
  expect(lists.opened).not.toContain('c');
});

test('a reader that goes away ends all of them', async () => {
  const lists = new Lists({a: 9, b: 9});
  for await (const {page} of sideBySide({lists: lists.names, lanes: 2, open: lists.open})) {
    if (page === 'b1') break;
  }
  expect(lists.signal.aborted).toBe(true);
  expect([...lists.ended].sort()).toEqual(['a', 'b']);
});
