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

/** The header line of the report as it was recorded, up to its last known column. */
function headerOf({definition, schema}: Stream): string {
  const bodies = recordingsOf(definition.name).full.answers.map(({body}) => body);
  const csv = bodies.find((body): body is string => typeof body === 'string');
  const columns = csv!.split(/\r?\n/)[0]!.split(',');
  const known = new Set(Object.values(schema.properties).map(({title}) => title));
  return columns.slice(0, columns.findLastIndex((column) => known.has(column)) + 1).join(',');
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

test('a header that ends within the name of a column is no empty report', async () => {
  for (const report of reports) {
    for (const cut of [headerOf(report).slice(0, -1), 'Report Refresh Date,User Princ']) {
      const {error, order} = await readAnswering(report, cut);
      expect([cut, error]).toEqual([cut, expect.any(TransientError)]);
      expect(error?.message).toContain(`ends with the column "${cut.split(',').at(-1)}", which`);
      expect(order).toEqual([]);
    }
  }
});

test('a header with its line end may have columns that are not known', async () => {
  for (const report of reports) {
    const outcome = await readAnswering(report, 'Report Refresh Date,Newest\r\n');
    expect([report.definition.name, outcome.error]).toEqual([report.definition.name, undefined]);
  }
});
