/** Finds the head of a report while its file comes. */
import {StringDecoder} from 'node:string_decoder';
import {NetworkError} from './network-error';
import {firstRecords} from './report-csv';
import type {ReportHead} from './report-file';

/** A report has its first row within its first kilobytes; what has none in this is no report. */
const MOST_HEAD_LENGTH = 100_000_000;

/** Looks for the head of a file, each time that there is twice as much to look at. */
export class Beginning {
  private readonly decoder = new StringDecoder('utf8');
  private text = '';
  private looked = 0;

  /** @returns undefined while more has to be read. */
  add(chunk: Buffer): ReportHead | undefined {
    this.text += this.decoder.write(chunk);
    if (this.text.length < 2 * this.looked) return undefined;
    this.looked = this.text.length;
    if (this.looked <= MOST_HEAD_LENGTH) return firstRecords(this.text, false);
    throw new NetworkError('In place of a report came a line without an end', {code: 'NOT_CSV'});
  }

  end(): ReportHead {
    return firstRecords(this.text + this.decoder.end(), true) ?? {header: []};
  }
}
