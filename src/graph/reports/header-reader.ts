/** Finds the head of a report while its file comes. */
import {StringDecoder} from 'node:string_decoder';
import {foreignText, message} from '../../message-text';
import type {MessagePart} from '../../message-text';
import {isHtml, titleOf} from '../html';
import {NetworkError} from '../network-error';
import {REFRESH_DATE, columnIndex, parseHead} from './csv';
import type {ReportHead} from './csv';

/** A report has its first row within its first kilobytes; what has none in this is no report. */
const MAX_HEAD_LENGTH = 100_000_000;

/** Looks for the head of a file, each time that there is twice as much to look at. */
export class HeaderReader {
  private readonly decoder = new StringDecoder('utf8');
  private text = '';
  private looked = 0;

  /**
   * @returns undefined while more has to be read.
   * @throws NetworkError for what cannot become a report.
   */
  add(chunk: Buffer): ReportHead | undefined {
    this.text += this.decoder.write(chunk);
    if (this.text.length < 2 * this.looked) return undefined;
    this.looked = this.text.length;
    if (this.looked > MAX_HEAD_LENGTH) {
      throw new NetworkError('Instead of a report, a line without an end came', NOT_CSV);
    }
    return parseHead(this.text, false);
  }

  end(): ReportHead {
    return parseHead(this.text + this.decoder.end(), true) ?? {header: []};
  }

  /** @throws NetworkError, or an error with a code of the error-resolution table. */
  assertReport({header}: ReportHead): void {
    if (columnIndex(header, REFRESH_DATE) >= 0) return;
    const text = this.text.trim();
    if (JSON_LIST.test(text)) {
      throw Object.assign(new Error('the report came as JSON'), {code: 'REPORT_IN_JSON'});
    }
    const quoted = [titleOf(text), beginOf(text)].filter(Boolean);
    throw new NetworkError(message`In place of a report came ${describe(text)}`, {
      ...NOT_CSV,
      quoted,
    });
  }
}

const NOT_CSV = {code: 'NOT_CSV'};

/** A report in JSON: a page of its rows, or rows alone. */
const JSON_LIST = /^\{[^]{0,10000}?"value"\s*:\s*\[|^[[{][^]{0,1000}?"reportRefreshDate"/;

function describe(text: string): MessagePart {
  if (text === '') return 'an empty file';
  const begin = message`"${foreignText(beginOf(text))}"`;
  const title = titleOf(text);
  if (isHtml(text, undefined))
    return message`HTML (${title ? message`"${foreignText(title)}"` : begin})`;
  return /^[{[]/.test(text) ? message`JSON (${begin})` : begin;
}

function beginOf(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 60);
}
