/** Tables of people: the first rows of them, and where the others are. */
import {dataTable} from '../components';
import type {TableColumn} from '../components';
import {html} from '../html';
import type {Html} from '../html';
import type {MartName} from '../../marts';
import type {PageContext} from '../page-context';

/** Rows of such a table at most. */
const MAX_PEOPLE = 50;

interface Person {
  user_id: string | null;
  user_principal_name: string | null;
  display_name: string | null;
}

/** The name, and the address below it. */
export function personCell({user_id, user_principal_name, display_name}: Person): Html {
  const name = display_name ?? user_principal_name ?? user_id ?? 'not known';
  const address = user_principal_name !== name && user_principal_name;
  return html`${name}${address && html` <small>${address}</small>`}`;
}

export function peopleTable<Row extends Person>(
  context: PageContext,
  parts: {
    caption: string;
    mart: MartName;
    rows: readonly Row[];
    columns: readonly TableColumn<Row>[];
  },
): Html {
  const {caption, mart, rows, columns} = parts;
  const {format} = context;
  const more = rows.length - MAX_PEOPLE;
  const person: TableColumn<Row> = {heading: 'Person', cell: personCell};
  const summary = more > 0 ? `${caption}: the first ${format.number(MAX_PEOPLE)}` : caption;
  return html`<details>
    <summary>${summary}</summary>
    ${dataTable({caption, columns: [person, ...columns], rows: rows.slice(0, MAX_PEOPLE)})}
    ${
      more > 0 &&
      html`<p class="note">
        ${format.number(more)} more are in the table <code>${mart}</code> of the file that
        <code>--duckdb</code> writes.
      </p>`
    }
  </details>`;
}
