/** Print: rows and cards stay whole, headings stay with what follows them, heads of tables stand at the top of each sheet. */
export const PRINT = `
@page { size: A4; margin: 14mm 13mm; }
@media print {
  body { background: none; font-size: 9pt; }
  .frame { max-width: none; padding: 0; }
  header { padding-top: 0; }
  h1 { font-size: 18pt; }
  h2 { font-size: 13pt; }
  h3 { font-size: 10pt; }
  h2, h3, .lead { break-after: avoid; }
  nav, .skip, .controls, #list-more, noscript, thead button { display: none; }
  .print-only { display: inline; }
  section { padding: 0; margin: 0 0 8mm; border: 0; border-radius: 0; background: none; }
  svg, .tier, .card, .gaps li, .not-known { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .card, .gaps li, figure, tr, .facts li, .not-known, section > table, .bar-list { break-inside: avoid; }
  thead, caption, summary { break-after: avoid; }
  tbody tr:nth-child(-n + 2) { break-before: avoid; }
  .cards { grid-template-columns: repeat(4, 1fr); }
  .card .value { font-size: 18pt; }
  .columns { grid-template-columns: 1fr 1fr; }
  .charts { grid-template-columns: repeat(3, 1fr); }
  .gaps { grid-template-columns: 1fr 1fr; }
  table { font-size: 8pt; }
  details { border: 0; padding: 0; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  summary { list-style: none; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  td, th { padding: 0.7mm 2mm 0.7mm 0; }
  td:not(.number) { min-width: 17mm; }
  td.bar { padding-top: 1.4mm; }
  .list td, .list th { padding-right: 1.5mm; }
  .list .day { white-space: normal; }
  .note, .facts, .gaps li, .empty-note { font-size: 8.5pt; }
  .tier { padding: 0 1.5mm; }
  td code { font-size: 7pt; }
  small, thead th { font-size: 7.5pt; }
  .list td, .list th, .list small, .list .tier { font-size: 7pt; line-height: 1.3; }
  a { color: inherit; text-decoration: none; }
}
`;
