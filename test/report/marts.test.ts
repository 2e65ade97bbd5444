/** The types of the marts' rows are those of the dbt package's contracts. */
import {readFileSync} from 'node:fs';
import {MARTS} from '../../report/marts';
import {MART_TYPES, martContracts, renderMartTypes} from '../../tools/mart-types';

test('report/marts.ts is what `npm run docs` makes of the contracts', () => {
  expect(readFileSync(MART_TYPES, 'utf8')).toBe(renderMartTypes(martContracts()));
});

test('there are twelve marts, each with columns that are described', () => {
  expect(Object.keys(MARTS)).toHaveLength(12);
  for (const {columns} of Object.values(MARTS)) {
    expect(columns.length).toBeGreaterThan(5);
    expect(columns.filter(({description}) => !description.endsWith('.'))).toEqual([]);
  }
});
