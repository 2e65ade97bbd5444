/** The parts that sections are put together from. */
import {Html, html} from './html';
import type {HtmlContent} from './html';
import {listedFirst} from './page-words';

export interface SectionParts {
  id: string;
  title: string;
  /** What the section answers, in a sentence or two. */
  lead: HtmlContent;
  body: HtmlContent;
}

export function pageSection({id, title, lead, body}: SectionParts): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <p class="lead">${lead}</p>
    ${body}
  </section> `;
}

export interface TableColumn<Row> {
  heading: string;
  /** `number` stands at the right edge, `bar` takes the room that is left, `day` does not wrap. */
  kind?: 'number' | 'bar' | 'day';
  cell: (row: Row) => HtmlContent;
}

export interface TableParts<Row> {
  /** What the table is, also for those who only hear it. */
  caption: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  /** A last row, for instance with sums, by column. */
  footer?: readonly HtmlContent[];
}

/** The first column names the row. */
export function dataTable<Row>({caption, columns, rows, footer}: TableParts<Row>): Html {
  const headings = columns.map(
    ({heading, kind}) =>
      html`<th scope="col" ${kind && html`class="${kind}"`}><span>${heading}</span></th>`,
  );
  const bodyRow = (row: Row): Html => tableRow(columns, (column) => column.cell(row));
  const foot =
    footer &&
    html`<tfoot>
      ${tableRow(columns, (_, index) => footer[index])}
    </tfoot>`;
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${headings}
      </tr>
    </thead>
    <tbody>
      ${rows.map(bodyRow)}
    </tbody>
    ${foot}
  </table> `;
}

function tableRow<Row>(
  columns: readonly TableColumn<Row>[],
  contentOf: (column: TableColumn<Row>, index: number) => HtmlContent,
): Html {
  const cells = columns.map((column, index) => {
    const content = contentOf(column, index);
    if (index === 0) return html`<th scope="row">${content}</th>`;
    const kinds = [column.kind, isZero(content) && 'zero'].filter((kind) => kind);
    const kind = kinds.length > 0 && html` class="${kinds.join(' ')}"`;
    return html`<td${kind} data-heading="${column.heading}"><span class="cell">${content}</span></td>`;
  });
  return html`<tr>
    ${cells}
  </tr> `;
}

/** A zero is soft, so that the numbers that matter stand out. */
function isZero(content: HtmlContent): boolean {
  const text = content instanceof Html ? content.markup : content;
  return text === '0' || text === '<b>0</b>';
}

/** A sentence in place of a table without rows. */
export function emptyNote(text: HtmlContent): Html {
  return html`<p class="empty-note">${text}</p>`;
}

/** What stands in place of a figure when data is missing: never a zero. */
export function notKnown(missing: readonly string[]): Html {
  return html`<p class="not-known">
    <strong>Not known:</strong> ${listedFirst(missing)} could not be read (<a href="#missing">why</a
    >).
  </p>`;
}

/** Beside figures that are there, but rest on less than all data. */
export function partlyKnown(missing: readonly string[]): HtmlContent {
  if (missing.length === 0) return '';
  return html`<p class="not-known">
    <strong>Not complete:</strong> ${listedFirst(missing)} could not be read (<a href="#missing"
      >why</a
    >).
  </p>`;
}

/** A figure with its name; `note` says what it means. */
export function figureCard(parts: {
  label: HtmlContent;
  value: HtmlContent;
  note?: HtmlContent;
  kind?: string;
}): Html {
  return html`<div class="card ${parts.kind ?? ''}">
    <dt>${parts.label}</dt>
    <dd class="value">${parts.value}</dd>
    ${parts.note && html`<dd class="note">${parts.note}</dd>`}
  </div> `;
}
