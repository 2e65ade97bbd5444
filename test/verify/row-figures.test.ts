import {RowFigures} from '../../verify/row-figures';

test('rows are counted by id, and by field how often there is no value', () => {
  const figures = new RowFigures(['id', 'department', 'mail']);
  figures.add({id: 'a', department: 'Sales', mail: null});
  figures.add({id: 'b', department: null});
  figures.add({id: 'b', department: 'Sales', shoeSize: 42, größe: 1});
  figures.add({id: 'c', _ab_cdc_deleted_at: '2026-11-27T00:00:00Z'});
  expect(figures.summary()).toEqual({
    rows: 4,
    deletedRows: 1,
    repeatedIds: 1,
    nullShares: {department: 0.3333, mail: 1},
    undeclaredFields: ['shoeSize', '{unusual name}'],
  });
});

test('of report rows the newest refresh date is kept, and that names were concealed', () => {
  const figures = new RowFigures(['id', 'names_concealed', 'reportRefreshDate']);
  figures.add({id: 'a', names_concealed: true, reportRefreshDate: '2026-11-26'});
  figures.add({id: 'b', names_concealed: false, reportRefreshDate: '2026-11-25'});
  expect(figures.summary()).toMatchObject({namesConcealed: true, reportRefreshDate: '2026-11-26'});
});
