import {createHash} from 'node:crypto';
import {IdSet, idHash} from '../../src/read/id-set';

/** Ids as Graph has them. */
function guid(index: number): string {
  const hex = createHash('md5').update(String(index)).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const GUIDS = Array.from({length: 231_073}, (_, index) => guid(index));

function setOf(ids: Iterable<string>): IdSet {
  const set = new IdSet();
  for (const id of ids) set.add(id);
  return set;
}

describe('among 20,000 ids', () => {
  test.each([
    ['that look random', guid],
    ['that count up', (index: number): string => String(index)],
    ['that differ at their end', (index: number): string => `${'x'.repeat(40)}${index}`],
    ['that differ at their beginning', (index: number): string => `${index}${'x'.repeat(40)}`],
    ['of swapped characters', (index: number): string => `${index % 100}-${(index / 100) | 0}`],
  ])('%s every one that was added is found and no other is', (_kind, idOf) => {
    const all = [...new Set(Array.from({length: 20_000}, (_, index) => idOf(index)))];
    const [known, others] = [all.slice(0, 10_000), all.slice(10_000)];
    const set = setOf(known);
    expect(known.filter((id) => !set.has(id))).toEqual([]);
    expect(others.filter((id) => set.has(id))).toEqual([]);
  });
});

test.each([0, 1, 2, 7_168, 7_169, 65_535, 65_536, 65_537, 131_073])(
  '%d ids are found and none of 100,000 others is',
  (count) => {
    const ids = GUIDS.slice(0, count);
    const others = GUIDS.slice(count, count + 100_000);
    const set = setOf(ids);
    expect(ids.filter((id) => !set.has(id))).toEqual([]);
    expect(others.filter((id) => set.has(id))).toEqual([]);
  },
);

test('an id is found as soon as it is added, and stays while the set grows', () => {
  const set = new IdSet();
  const ids = GUIDS.slice(0, 50_000);
  const wrong = ids.filter((id, index) => {
    const isThereBefore = set.has(id);
    set.add(id);
    return isThereBefore || !set.has(id) || !set.has(ids[index >> 1]!);
  });
  expect(wrong).toEqual([]);
});

test('adding an id tells whether it is new, also after the set has grown', () => {
  const set = new IdSet();
  expect(set.isEmpty).toBe(true);
  const ids = GUIDS.slice(0, 50_000);
  expect(ids.filter((id) => !set.add(id))).toEqual([]);
  expect(ids.filter((id) => set.add(id))).toEqual([]);
  expect(set.isEmpty).toBe(false);
});

test('an id may be added many times', () => {
  const set = setOf(Array.from({length: 100_000}, () => 'the same'));
  expect(set.has('the same')).toBe(true);
  expect(set.has('another')).toBe(false);
});

describe('ids that share one half of their hash', () => {
  /** Pairs of ids with the same half; among 400,000 ids there are about 19 by chance. */
  function pairs(half: 0 | 1): [string, string][] {
    const byHalf = new Map<number, string>();
    const found: [string, string][] = [];
    for (let index = 0; index < 400_000; index += 1) {
      const id = `user-${index}`;
      const key = idHash(id)[half];
      const earlier = byHalf.get(key);
      if (earlier === undefined) byHalf.set(key, id);
      else found.push([earlier, id]);
    }
    return found;
  }

  test.each([0, 1] as const)('are told apart by the other: half %d', (half) => {
    const found = pairs(half);
    expect(found.length).toBeGreaterThan(5);
    expect(found.length).toBeLessThan(50);
    const set = setOf(found.map(([id]) => id));
    expect(found.filter(([id]) => !set.has(id))).toEqual([]);
    expect(found.filter(([, other]) => set.has(other))).toEqual([]);
  });
});
