import {TransientError} from '../../../src/errors';
import {loadStreams} from '../../../src/sync/load-streams';
import type {Stream} from '../../../src/sync/load-streams';
import {recordingsOf} from '../../contract/recordings';
import {FakePages, read} from '../fake-pages';
import type {Outcome} from '../fake-pages';
import {FakeReports} from '../fake-reports';

let reports: Stream[];
beforeAll(async () => {
  reports = (await loadStreams()).filter(({definition}) => definition.report);
});

/** The header line of the report as it was recorded, without its end. */
function headerOf({definition}: Stream): string {
  const bodies = recordingsOf(definition.name).full.answers.map(({body}) => body);
  const csv = bodies.find((body): body is string => typeof body === 'string');
  return csv!.split(/\r?\n/)[0]!;
}

function readAnswering(stream: Stream, text: string): Promise<Outcome> {
  const parameters = ["period='D30'", "period='D7'", ''];
  const fake = parameters.reduce((made, one) => made.answer(one, text), new FakeReports());
  return read(stream, new FakePages(), {report: fake.report});
}

test('a known header alone is an empty report, also without its line end', async () => {
  for (const report of reports) {
    const outcome = await readAnswering(report, headerOf(report));
    expect([report.definition.name, outcome.error, outcome.order]).toEqual([
      report.definition.name,
      undefined,
      ['state'],
    ]);
  }
});

test('a header that ends before its known columns do is no empty report', async () => {
  for (const report of reports) {
    const header = headerOf(report);
    const cuts = [header.slice(0, header.length / 2), header.split(',')[0]!];
    for (const cut of cuts) {
      const {error, order} = await readAnswering(report, cut);
      expect([cut, error]).toEqual([cut, expect.any(TransientError)]);
      expect(error?.message).toContain('its header ends without a line end and has no column for');
      expect(order).toEqual([]);
    }
  }
});

test('a header with its line end may lack columns', async () => {
  for (const report of reports) {
    const outcome = await readAnswering(report, 'Report Refresh Date,User Principal Name\r\n');
    expect([report.definition.name, outcome.error]).toEqual([report.definition.name, undefined]);
  }
});
