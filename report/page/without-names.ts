/** The same answers without what names a person: no name, address or id of anybody is left, also none inside of keys. */
import type {MartRow} from '../marts';
import type {ListedMart, ListedRows, ReportData} from '../report-data';

interface PersonRow {
  user_id?: string | null;
  user_principal_name?: string | null;
  display_name?: string | null;
  manager_id?: string | null;
}

/** `Person 12` wherever the same person stands; the numbers follow the order of the rows. */
export function withoutNames(data: ReportData): ReportData {
  const labels = new Map<string, string>();
  const labelOf = (id: string): string => {
    const label = labels.get(id) ?? `Person ${labels.size + 1}`;
    labels.set(id, label);
    return label;
  };
  const {marts} = data;
  const people = <Mart extends ListedMart>(mart: Mart, key: string | null): ListedRows[Mart] =>
    marts[mart].map((row) => anonymous(row, key, labelOf)) as ListedRows[Mart];
  return {
    ...data,
    marts: {
      ...marts,
      m365__wasted_seats: people('m365__wasted_seats', 'wasted_seat_id'),
      m365__right_sizing: people('m365__right_sizing', 'seat_id'),
      m365__copilot_adoption: people('m365__copilot_adoption', 'seat_id'),
      m365__admin_mfa_gaps: people('m365__admin_mfa_gaps', null),
      m365__storage: people('m365__storage', 'storage_id'),
      m365__department_costs: marts.m365__department_costs.map((row) =>
        withoutManager(row, labelOf),
      ),
    },
  };
}

/** An address without a known user gets no number: nothing tells whether two of them are one person. */
function anonymous(row: object, key: string | null, labelOf: (id: string) => string): object {
  const person = row as PersonRow;
  const personal: Record<string, string | null> = {};
  for (const name of ['user_principal_name', 'display_name']) personal[name] = null;
  if (person.user_id) personal['user_id'] = labelOf(person.user_id);
  if (person.manager_id) personal['manager_id'] = labelOf(person.manager_id);
  // Keys are made of the id of the user; those of seats that nobody holds are not.
  if (key !== null && person.user_id !== null) personal[key] = null;
  if (key === 'storage_id') personal[key] = null;
  return {...row, ...personal};
}

function withoutManager(
  row: MartRow['m365__department_costs'],
  labelOf: (id: string) => string,
): MartRow['m365__department_costs'] {
  if (row.dimension !== 'manager') return row;
  const isNobody = row.dimension_value === '(none)';
  const label = isNobody ? '(none)' : labelOf(row.dimension_value ?? '');
  return {
    ...row,
    department_cost_id: `manager ${label} ${row.sku_id}`,
    dimension_value: label,
    dimension_name: label,
  };
}
