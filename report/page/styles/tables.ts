/** Tables, the controls of the list, and cards in place of rows where a screen is narrow. */
export const TABLES = `
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: 0.4375rem 0.75rem 0.4375rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
tr > :last-child { padding-right: 0; }
thead th { color: var(--soft); font-weight: 600; font-size: 0.8125rem; vertical-align: bottom; border-bottom: 1px solid var(--edge); overflow-wrap: normal; }
tbody th { font-weight: 600; min-width: 8rem; }
tbody tr + tr > * { border-top: 1px solid var(--track); }
tfoot > tr > * { border-top: 1px solid var(--soft); font-weight: 600; }
td small, th small { display: block; font-weight: 400; }
td:not(.number) { min-width: 5.5rem; }
.day, .day small { white-space: nowrap; }
.zero { color: var(--soft); }
.number { text-align: right; white-space: nowrap; }
.number small { white-space: normal; }
td.number + td:not(.number):not(.bar), th.number + th:not(.number):not(.bar) { padding-left: 0.75rem; }
td.bar { width: 28%; min-width: 7rem; padding-top: 0.6875rem; padding-right: 1.25rem; }
.bar-list td.bar { width: 45%; }
thead th.bar { font-weight: 600; }
.bar-list thead .bar span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media not (max-width: 59.99rem) { td code { white-space: nowrap; } }
details { margin: 1rem 0 0; border: 1px solid var(--edge); border-radius: 0.5rem; padding: 0 1rem; }
summary { padding: 0.625rem 0; cursor: pointer; font-weight: 600; }
details[open] { padding-bottom: 0.75rem; }
.soon { color: var(--certain); }
.past { color: var(--soft); }

.controls { display: grid; grid-template-columns: minmax(14rem, 2fr) repeat(4, minmax(7rem, 1fr)); gap: 0.75rem; align-items: end; margin: 1rem 0 0.5rem; }
.controls[hidden] { display: none; }
.controls label span { display: block; font-size: 0.8125rem; color: var(--soft); }
.controls input, .controls select { width: 100%; height: 2.25rem; padding: 0 0.625rem; border: 1px solid var(--soft); border-radius: 0.375rem; background: var(--card); color: var(--ink); font: inherit; }
.controls input::placeholder { color: var(--soft); opacity: 1; }
.buttons { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 0.5rem; justify-content: flex-end; }
button { min-height: 2.25rem; padding: 0.25rem 0.875rem; border: 1px solid var(--soft); border-radius: 0.375rem; background: var(--card); color: var(--ink); font: inherit; cursor: pointer; }
button:hover:enabled { border-color: var(--accent); color: var(--accent); }
button.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; }
button.main:hover:enabled { color: var(--on-accent); filter: brightness(1.1); }
thead button { min-height: 0; padding: 0; border: 0; background: none; color: inherit; font: inherit; font-weight: 600; text-align: inherit; }
thead button { cursor: pointer; text-decoration: underline dotted; text-underline-offset: 0.2em; }
th[aria-sort="ascending"] button::after { content: " \\2191"; }
th[aria-sort="descending"] button::after { content: " \\2193"; }
.print-only, .controls .narrow { display: none; }
.list td, .list th { font-size: 0.8125rem; }
@media print, (min-width: 60rem) {
  .list { table-layout: fixed; }
  .list thead th { white-space: normal; }
  .list thead th:nth-child(1) { width: 21%; }
  .list thead th:nth-child(2) { width: 12%; }
  .list thead th:nth-child(3) { width: 15%; }
  .list thead th:nth-child(4) { width: 19%; }
  .list thead th:nth-child(5) { width: 9%; }
  .list thead th:nth-child(6), .list thead th:nth-child(7) { width: 8.5%; }
}

@media screen and (min-width: 60rem) {
  .scroll { max-height: 80vh; overflow: auto; border-bottom: 1px solid var(--edge); }
  .scroll thead th { position: sticky; top: 0; z-index: 1; background: var(--card); box-shadow: inset 0 -1px var(--edge); }
}
@media screen and (max-width: 72rem) {
  .controls { grid-template-columns: 1fr 1fr; }
  .search { grid-column: 1 / -1; }
}
@media screen and (max-width: 59.99rem) {
  .frame { padding: 0 0.75rem 3rem; }
  header { padding: 1.25rem 0.25rem 0.75rem; }
  h1 { font-size: 1.5rem; }
  section { padding: 1.125rem 1rem 1.25rem; }
  #summary .lead { font-size: 1.0625rem; }
  .cards { grid-template-columns: 1fr 1fr; gap: 0.5rem; }
  .card { padding: 0.75rem; }
  .card .value { font-size: 1.75rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tfoot, tr { display: block; }
  tbody tr, tfoot tr { padding: 0.625rem 0; border-top: 1px solid var(--edge); }
  tbody tr + tr > *, tfoot > tr > * { border-top: 0; }
  tbody th, tfoot th { display: block; padding: 0 0 0.125rem; font-size: 0.9375rem; }
  td { display: flex; gap: 1rem; justify-content: space-between; padding: 0.125rem 0; text-align: right; }
  td::before { content: attr(data-heading); flex: 0 0 auto; max-width: 45%; color: var(--soft); font-size: 0.8125rem; text-align: left; }
  .number { white-space: normal; }
  td.number + td:not(.number):not(.bar) { padding-left: 0; }
  td.bar { width: auto; min-width: 0; padding: 0.25rem 0; }
  td.bar::before { content: none; }
  td.bar .cell { flex: 1; }
  tfoot td.bar, td.empty, td.zero { display: none; }
  .bar-list tbody tr { display: grid; grid-template-columns: 1fr auto auto; gap: 0 0.75rem; padding: 0.375rem 0; }
  .bar-list tbody th { font-weight: 400; font-size: 0.875rem; }
  .bar-list td::before { content: none; }
  .bar-list td.bar { grid-column: 1 / -1; grid-row: 2; }
  .list td, .list th { font-size: 0.875rem; }
  .buttons button { flex: 1; }
  thead button { display: none; }
  thead .print-only { display: inline; }
  .controls .narrow { display: block; grid-column: 1 / -1; }
}
@media screen and (min-width: 34rem) and (max-width: 59.99rem) {
  tbody tr, tfoot tr { display: grid; grid-template-columns: 1fr 1fr; column-gap: 2rem; }
  tbody th, tfoot th, td.bar { grid-column: 1 / -1; }
}
`;
