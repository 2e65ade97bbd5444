import {createHash} from 'node:crypto';
import {SeenIds} from '../../src/read/seen-ids';

/** Ids as Graph has them: half of them are seen, half are not. */
function guid(index: number): string {
  const hex = createHash('sha256').update(String(index)).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
}

function seen(ids: string[]): SeenIds {
  const seenIds = new SeenIds();
  for (const id of ids) seenIds.add(id);
  seenIds.freeze();
  return seenIds;
}

describe('among 10,000 ids', () => {
  test.each([
    ['that look random', guid],
    ['that count up', (index: number): string => String(index)],
    ['that differ at their end', (index: number): string => `${'x'.repeat(40)}${index}`],
    ['that differ at their beginning', (index: number): string => `${index}${'x'.repeat(40)}`],
    ['of swapped characters', (index: number): string => `${index % 100}-${(index / 100) | 0}`],
  ])('%s every one is known and no other is', (_kind, idOf) => {
    const all = [...new Set(Array.from({length: 20_000}, (_, index) => idOf(index)))];
    const [known, others] = [all.slice(0, 10_000), all.slice(10_000)];
    const seenIds = seen(known);
    expect(known.filter((id) => !seenIds.has(id))).toEqual([]);
    expect(others.filter((id) => seenIds.has(id))).toEqual([]);
  });
});

describe('before freeze()', () => {
  test('nothing is known', () => {
    const seenIds = new SeenIds();
    seenIds.add('a');
    expect(seenIds.has('a')).toBe(false);
  });

  test('what is added later is not known until the next freeze()', () => {
    const seenIds = seen(['a']);
    seenIds.add('b');
    expect([seenIds.has('a'), seenIds.has('b')]).toEqual([true, false]);
    seenIds.freeze();
    expect([seenIds.has('a'), seenIds.has('b')]).toEqual([true, true]);
  });
});

test.each([0, 1, 2, 1_023, 1_024, 1_025, 65_535, 65_536, 65_537, 131_073])(
  '%d ids are kept',
  (count) => {
    const ids = Array.from({length: count}, (_, index) => guid(index));
    const seenIds = seen(ids);
    expect(ids.every((id) => seenIds.has(id))).toBe(true);
    expect(seenIds.has('another')).toBe(false);
  },
);
