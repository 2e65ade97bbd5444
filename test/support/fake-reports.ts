/** Usage reports that a test writes down, one text for each time that one is asked for. */
import {Readable} from 'node:stream';
import {parseHead} from '../../src/graph/reports/csv';
import type {ReportFile, ShouldDownload} from '../../src/graph/reports/report-file';
import {byUserPrincipalName, defineReport} from '../../src/streams/define-stream';
import type {Stream, StreamDefinition} from '../../src/streams/stream';

export const HEADER = 'Report Refresh Date,User Principal Name,Is Deleted,Send Count,Report Period';

const PROPERTIES = {
  id: {type: 'string'},
  reportRefreshDate: {type: ['null', 'string'], format: 'date', title: 'Report Refresh Date'},
  userPrincipalName: {type: ['null', 'string'], title: 'User Principal Name'},
  isDeleted: {type: ['null', 'boolean'], title: 'Is Deleted'},
  sendCount: {type: ['null', 'integer'], title: 'Send Count'},
  reportPeriod: {type: ['null', 'integer'], title: 'Report Period'},
  names_concealed: {type: 'boolean'},
  other_columns: {type: ['null', 'object']},
  synced_at: {type: 'string'},
};

/** A report with the columns above. */
export function reportStream(change: Partial<StreamDefinition> = {}): Stream {
  const report = defineReport({
    name: 'mails',
    docs: '',
    endpoint: '/reports/getMails',
    takes: 'period or date',
    naturalKey: ['userPrincipalName'],
    domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a report is one file'}),
  });
  const isDaily = change.cursor?.kind === 'daily_slices';
  const properties: Stream['schema']['properties'] = {...PROPERTIES};
  if (isDaily) properties['reportDate'] = {type: 'string', format: 'date'};
  return {definition: {...report, ...change}, schema: {properties}};
}

/** A report of these users, made for a day. */
export function csv(day: string, ...names: string[]): string {
  return [HEADER, ...names.map((name) => `${day},${name},False,1,7`)].join('\r\n') + '\r\n';
}

export class FakeReports {
  /** The parameters of each request, such as "date=2026-02-27", in the order of asking. */
  readonly asked: string[] = [];
  /** Those of which the rest was not wanted. */
  readonly cut: string[] = [];
  opened = 0;
  closed = 0;
  private readonly answers = new Map<string, (string | Error)[]>();

  /** @param parameters such as "date=2026-02-27", or "period='D7'". */
  answer(parameters: string, ...answers: (string | Error)[]): this {
    this.answers.set(parameters, [...(this.answers.get(parameters) ?? []), ...answers]);
    return this;
  }

  readonly report = async (url: string, shouldDownload: ShouldDownload): Promise<ReportFile> => {
    await Promise.resolve();
    const parameters = /\((.*)\)$/.exec(url)?.[1] ?? '';
    this.asked.push(parameters);
    const answer = this.answers.get(parameters)?.shift();
    if (answer === undefined) throw new Error(`no answer is left for ${url}`);
    if (answer instanceof Error) throw answer;
    const head = parseHead(answer, true)!;
    const isWhole = shouldDownload(head);
    if (!isWhole) this.cut.push(parameters);
    this.opened += 1;
    const close = (): Promise<void> => Promise.resolve(void (this.closed += 1));
    return {...head, isWhole, read: () => Readable.from([Buffer.from(answer)]), close};
  };
}
