/** The user's lists: what is read, and the errors that say where a mistake is. */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {readExcludedAccounts} from '../../report/lists/excluded-accounts';
import {readPrices} from '../../report/lists/prices';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lists-'));
});
afterEach(() => rmSync(folder, {recursive: true}));

function file(content: string | Buffer): string {
  const path = join(folder, 'list.csv');
  writeFileSync(path, content);
  return path;
}

const HEAD = 'sku_part_number,monthly_price,currency,valid_from';

test('prices are read from any order of columns, with semicolons, decimal commas and a byte order mark', () => {
  const path = file(
    '\uFEFFcurrency;Monthly_Price;sku_id\r\neur;36,50;ABC-1\r\n\r\nEUR;0;abc-2\r\n',
  );
  const common = {sku_part_number: null, currency: 'EUR', valid_from: null};
  expect(readPrices(path)).toEqual([
    {line: 2, sku_id: 'abc-1', monthly_price: '36.50', ...common},
    {line: 4, sku_id: 'abc-2', monthly_price: '0', ...common},
  ]);
});

test('one product may have prices of several days', () => {
  const path = file(`${HEAD}\nSPE_E3,30,EUR,\nSPE_E3,36,EUR,2026-01-01\n`);
  expect(readPrices(path).map(({valid_from}) => valid_from)).toEqual([null, '2026-01-01']);
});

test.each([
  [`${HEAD}\nSPE_E3,36 EUR,EUR,`, 'line 2: monthly_price is "36 EUR", which is not a price'],
  [`${HEAD}\nSPE_E3,"36,50",EUR,`, 'line 2: monthly_price is "36,50", which is not a price'],
  [`${HEAD}\nSPE_E3,-1,EUR,`, 'line 2: monthly_price is "-1", which is not a price'],
  [`${HEAD}\nSPE_E3,,EUR,`, 'line 2: monthly_price is empty'],
  [`${HEAD}\n,36,EUR,`, 'line 2: no product'],
  [`${HEAD}\nSPE_E3,36,Euro,`, 'line 2: currency is "EURO"'],
  [`${HEAD}\nSPE_E3,36,EUR,\nSPE_E5,55,USD,`, 'line 3: currency is USD, but EUR in line 2'],
  [`${HEAD}\nSPE_E3,36,EUR,\nSPE_E5,55,,`, 'line 3: currency is none, but EUR in line 2'],
  [`${HEAD}\nSPE_E3,36,EUR,\nspe_e3,37,EUR,`, 'line 3: the same product and day as line 2'],
  [`${HEAD}\nSPE_E3,36,EUR,01.02.2026`, 'line 2: valid_from is "01.02.2026", which is not a date'],
  [`${HEAD}\nSPE_E3,36,EUR,2026-02-30`, 'line 2: valid_from is "2026-02-30", which is not a date'],
  [`${HEAD}\nSPE_E3,36,EUR,,5`, 'line 2: 5 cells, but the first line names 4 columns'],
  ['sku,monthly_price\nSPE_E3,36', 'line 1: the column "sku" is not known'],
  ['sku_id,sku_id\nSPE_E3,36', 'line 1: the column "sku_id" is there twice'],
  ['', 'is empty. It needs a first line'],
  [`${HEAD}\nSPE_E3,"36,EUR,`, 'is not a CSV file'],
  [Buffer.from('sku_id\nM\xFCller', 'latin1'), 'is not in UTF-8'],
])('prices %j: %s', (content, problem) => {
  const path = file(content);
  expect(() => readPrices(path)).toThrow(path);
  expect(() => readPrices(path)).toThrow(problem);
});

test('a file that is not there is named', () => {
  expect(() => readPrices(join(folder, 'none.csv'))).toThrow(/none\.csv cannot be read/);
});

test('accounts are read by name or id, with a last day or for good', () => {
  const path = file('user_principal_name,user_id,why,until\n Ann@x.y ,,leave,2026-12-31\n,ID,,\n');
  expect(readExcludedAccounts(path)).toEqual([
    {line: 2, user_principal_name: 'Ann@x.y', user_id: null, why: 'leave', until: '2026-12-31'},
    {line: 3, user_principal_name: null, user_id: 'ID', why: null, until: null},
  ]);
});

test.each([
  ['user_principal_name,until\n,2026-12-31', 'line 2: no account'],
  ['user_principal_name,until\nann@x.y,soon', 'line 2: until is "soon", which is not a date'],
  ['name\nann@x.y', 'line 1: the column "name" is not known'],
])('accounts %j: %s', (content, problem) => {
  expect(() => readExcludedAccounts(file(content))).toThrow(problem);
});
