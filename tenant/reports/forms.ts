/** The forms in which a report may come: as usual, or as somebody once got it. */
import {csvFile} from './csv';
import {dayText, parseDay} from './days';

type Table = [header: readonly string[], rows: Iterable<readonly string[]>];
type Chunks = Generator<string, void, undefined>;

const BYTE_ORDER_MARK = '\ufeff';

/** Two byte order marks, a blank in front, other capitals, and no blank before `Used`. */
function* oddHeader(...[header, rows]: Table): Chunks {
  const odd = header.map((name, place) => {
    const shouted = place % 2 === 0 ? name.toUpperCase() : name;
    return `${place === 0 ? ' ' : ''}${shouted.replace(/ (used)/i, '$1')}`;
  });
  yield BYTE_ORDER_MARK;
  yield* csvFile(odd, rows);
}

/** The second field of the first row has a quote that is not doubled. */
function* bareQuote(...table: Table): Chunks {
  let isFirst = true;
  for (const chunk of csvFile(...table)) {
    yield isFirst ? chunk.replace(/\r\n[^\r,]*,[^\r,"]+/, '$&"') : chunk;
    isFirst = false;
  }
}

/** The second field of the first two rows has one quote each: it opens there, and closes here. */
function* openQuote(...[header, rows]: Table): Chunks {
  const file = [...csvFile(header, rows)].join('');
  yield file.replace(/(\r\n[^\r,]*,)([^\r]*\r\n[^\r,]*,[^\r,]*)/, '$1"$2"');
}

/** As the beta version of Graph sends reports to whoever does not ask for CSV. */
function* json(...[header, rows]: Table): Chunks {
  const names = header.map((name) =>
    name.replace(/[^\w ]/g, '').replace(/ ?(\w)(\w*)/g, (_all, first: string, rest: string) => {
      return first.toUpperCase() + rest.toLowerCase();
    }),
  );
  const keys = names.map((name) => name.charAt(0).toLowerCase() + name.slice(1));
  yield '{"@odata.context":"https://graph.microsoft.com/beta/$metadata#reports","value":[';
  let comma = '';
  for (const row of rows) {
    yield comma + JSON.stringify(Object.fromEntries(keys.map((key, place) => [key, row[place]])));
    comma = ',';
  }
  yield ']}';
}

/** Another user of the same name was deleted a day before each deleted one. */
function withTwins([header, rows]: Table): string[][] {
  const column = header.indexOf('Deleted Date');
  return [...rows].flatMap((row) => {
    const day = parseDay(row[column] ?? '');
    if (day === undefined) return [[...row]];
    return [[...row], row.map((cell, place) => (place === column ? dayText(day - 1) : cell))];
  });
}

function* twins(...table: Table): Chunks {
  yield* csvFile(table[0], withTwins(table));
}

/** The same rows as those with twins, the last one first. */
function* twinsReversed(...table: Table): Chunks {
  yield* csvFile(table[0], withTwins(table).reverse());
}

const FORMS = {
  csv: csvFile,
  'odd-header': oddHeader,
  'bare-quote': bareQuote,
  'open-quote': openQuote,
  json,
  twins,
  'twins-reversed': twinsReversed,
};

export type ReportForm = keyof typeof FORMS;

export const REPORT_FORMS = Object.keys(FORMS) as ReportForm[];

export function reportIn(form: ReportForm, ...table: Table): Chunks {
  return FORMS[form](...table);
}
