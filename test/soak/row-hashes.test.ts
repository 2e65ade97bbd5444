import {RowHashes} from '../../soak/row-hashes';
import type {ExpectedRow} from '../../soak/row-hashes';

const EQUAL = {missing: 0, different: 0, extra: 0, examples: []};

function owed(...rows: [id: string, ...texts: string[]][]): ExpectedRow[] {
  return rows.map(([id, ...texts]) => ({id, texts}));
}

function tableOf(...rows: [id: string, text: string | undefined, stamp: number][]): RowHashes {
  const table = new RowHashes();
  for (const row of rows) table.upsert(...row);
  return table;
}

describe('a table of hashes', () => {
  const table = tableOf(['a', 'one', 1], ['b', 'two', 1]);

  test.each([
    ['what it owes', owed(['a', 'one'], ['b', 'two']), EQUAL],
    ['one of several right texts', owed(['a', 'zero', 'one'], ['b', 'two']), EQUAL],
    ['a missing row', owed(['a', 'one'], ['b', 'two'], ['c', 'x']), {missing: 1, examples: ['c']}],
    ['a wrong row', owed(['a', 'one'], ['b', 'x']), {different: 1, examples: ['b']}],
    ['a row too many', owed(['a', 'one']), {extra: 1}],
  ])('knows %s', (_, rows, difference) => {
    expect(table.compare(rows)).toEqual({...EQUAL, ...difference});
  });

  test('lets stay what may stay', () => {
    expect(table.compare(owed(['a', 'one']), ['b', 'unheard of'])).toEqual(EQUAL);
  });

  test('keeps the row with the latest stamp, and of equals the later one', () => {
    const rows = tableOf(['a', 'new', 5], ['a', 'old', 4], ['b', 'x', 1], ['b', 'y', 1]);
    expect(rows.compare(owed(['a', 'new'], ['b', 'y']))).toEqual(EQUAL);
  });

  test('loses a deleted row, which a later one brings back and an older one does not', () => {
    const rows = tableOf(['a', 'x', 1], ['a', undefined, 3], ['a', 'x', 2], ['b', undefined, 1]);
    expect(rows.compare([])).toEqual(EQUAL);
    rows.upsert('a', 'back', 4);
    expect(rows.compare(owed(['a', 'back']))).toEqual(EQUAL);
  });

  test('holds a hundred thousand rows', () => {
    const ids = Array.from({length: 100_000}, (_, number) => `user-${number}`);
    const rows = tableOf(...ids.map((id): [string, string, number] => [id, `text of ${id}`, 1]));
    rows.upsert('user-77', undefined, 2);
    rows.upsert('user-78', 'another', 2);
    const expected = owed(...ids.map((id): [string, string] => [id, `text of ${id}`]));
    const found = rows.compare(expected);
    expect(found).toEqual({missing: 1, different: 1, extra: 0, examples: ['user-77', 'user-78']});
  });
});
