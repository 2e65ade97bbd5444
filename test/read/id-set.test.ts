import {IdSet} from '../../src/read/id-set';

describe('a set of ids', () => {
  test('knows 10,000 ids and none besides', () => {
    const set = new IdSet();
    const ids = Array.from({length: 20_000}, (_, index) => `00000000-0000-4000-8000-${index}`);
    for (const id of ids.slice(0, 10_000)) set.add(id);
    expect(ids.map((id) => set.has(id))).toEqual(ids.map((_, index) => index < 10_000));
  });

  test('takes an id twice', () => {
    const set = new IdSet();
    for (let time = 0; time < 5_000; time += 1) set.add('the same');
    expect(set.has('the same')).toBe(true);
    expect(set.has('another')).toBe(false);
  });
});
