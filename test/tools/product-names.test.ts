import {parseNames, renderNames} from '../../tools/product-names';

const COLUMNS = ['GUID', 'String_Id', 'Product_Display_Name'];
const HEADER = 'Product_Display_Name,String_Id,GUID,Service_Plan_Name';

function names(...lines: string[]): unknown {
  return parseNames([HEADER, ...lines].join('\r\n'), COLUMNS);
}

test('a product has one name, however many plans it has', () => {
  expect(
    names('Microsoft 365 E3,SPE_E3,B-2,EXCHANGE', 'Microsoft 365 E3,SPE_E3,B-2,TEAMS'),
  ).toEqual([['b-2', 'SPE_E3', 'Microsoft 365 E3']]);
});

test('the first of several names of an id counts, in any capitals', () => {
  expect(names('First,A,b-2,x', 'Second,A,B-2,y')).toEqual([['b-2', 'A', 'First']]);
});

test('names are in the order of their ids', () => {
  expect(names('B,b,b-2,x', 'A,a,c-3,x', 'C,c,a-1,x')).toEqual([
    ['a-1', 'c', 'C'],
    ['b-2', 'b', 'B'],
    ['c-3', 'a', 'A'],
  ]);
});

test('blanks that do not belong are removed', () => {
  expect(names('\u00a0Visio\u00a0Plan 2 , VISIO ,\u00a0b-2,x')).toEqual([
    ['b-2', 'VISIO', 'Visio Plan 2'],
  ]);
});

test('rows without an id, empty lines and a byte order mark are passed over', () => {
  const text = `\ufeff${HEADER}\n\nNobody,X,,x\n"Fabric, free",F,b-2,x\n`;
  expect(parseNames(text, COLUMNS)).toEqual([['b-2', 'F', 'Fabric, free']]);
});

test('a file without the columns is refused, and the columns are named', () => {
  expect(() => parseNames('Product_Display_Name\nx\n', COLUMNS)).toThrow(
    'The file has no column GUID, String_Id.',
  );
  expect(() => parseNames('', COLUMNS)).toThrow(
    'The file has no column GUID, String_Id, Product_Display_Name.',
  );
});

test('the table has one name a line', () => {
  const text = renderNames('2026-03-01', [
    ['a-1', 'A', 'The "A"'],
    ['b-2', 'B', 'B'],
  ]);
  expect(JSON.parse(text)).toEqual({
    as_of: '2026-03-01',
    names: [
      ['a-1', 'A', 'The "A"'],
      ['b-2', 'B', 'B'],
    ],
  });
  expect(text.split('\n')).toHaveLength(8);
});
