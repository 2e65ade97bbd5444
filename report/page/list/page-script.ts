/** The text of the page's one script: the functions that it shares with the page's making, and the call that starts. */
import {BYTE_ORDER_MARK, csvCell, csvLine} from '../../csv';
import {seatCsvLines} from '../../wasted-seats-csv';
import {SeatList} from './browser-script';
import {escapeHtml} from './escape-html';
import {createFormat} from './format';
import {decodeColumns} from './list-data';
import {seatCells, seatEvidence, seatHeadings, seatRow, seatSortKey} from './seat-row';
import {matchesQuery, selectSeats} from './select-seats';

const FUNCTIONS = [
  csvCell,
  csvLine,
  escapeHtml,
  createFormat,
  decodeColumns,
  seatCsvLines,
  seatCells,
  seatEvidence,
  seatHeadings,
  seatRow,
  seatSortKey,
  matchesQuery,
  selectSeats,
  SeatList,
];

const PARTS =
  'byteOrderMark, createFormat, csvLine, decodeColumns, escapeHtml, seatCsvLines, seatRow, seatSortKey, selectSeats';

export const PAGE_SCRIPT = `'use strict';
(() => {
const byteOrderMark = ${JSON.stringify(BYTE_ORDER_MARK)};
${FUNCTIONS.map(String).join('\n')}
if (document.getElementById('list-data')) new SeatList(document, window, {${PARTS}}).start();
})();
`;
