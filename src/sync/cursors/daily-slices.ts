/** A usage report day by day. The newest day is what the report itself says, never the clock. */
import {graphFacts} from '../../graph/graph-error';
import type {ReportFile, ReportHead} from '../../graph/report-file';
import type {Row} from '../define-stream';
import type {ReadContext, SyncEvents} from '../read-context';
import {concealedNamesIn} from '../reports/concealed';
import {openReport} from '../reports/open-report';
import {readReportRows, refreshDateOf} from '../reports/report-rows';
import {dateUrl, periodUrl} from '../reports/report-url';
import {saveState} from '../saved-state';
import type {OpenedState} from '../saved-state';
import {isFormerTable} from '../start-over';
import {emptyProgress, progressFrom, recordDay} from './daily-progress';
import type {DailyProgress} from './daily-progress';
import {planDays} from './daily-plan';

export async function* dailySlices(context: ReadContext, opened: OpenedState): SyncEvents {
  const newest = await newestDay(context);
  const progress = progressOf(context, opened);
  const save = (): {state: Row} => ({
    state: saveState(context.madeWith, context.stamps.latest, {...progress}),
  });
  if (newest === undefined) {
    context.log('INFO', 'the report has no rows yet');
    yield save();
    return;
  }
  const restarts = opened.kind !== 'same_settings';
  const {days, lost} = planDays(progress, {newest, restarts, backfillDays: context.backfillDays});
  if (lost) tellLostDays(context, lost);
  for (const day of days) {
    const outcome = yield* readDay(context, day, progress.delivered[day]);
    recordDay(progress, {day, newest, outcome});
    yield save();
  }
  if (days.length === 0) yield save();
}

/** The days of the first sync, whether or not they were delivered before. */
export async function* allSlices(context: ReadContext): SyncEvents {
  const newest = await newestDay(context);
  if (newest === undefined) return;
  const plan = {newest, restarts: true, backfillDays: context.backfillDays};
  for (const day of planDays(emptyProgress(), plan).days) yield* readDay(context, day, undefined);
}

/** What came of a day. A refused one is gone for good. */
export type DayOutcome = 'empty' | 'refused' | 'named' | 'concealed';

async function* readDay(
  context: ReadContext,
  day: string,
  before: 'named' | 'concealed' | undefined,
): SyncEvents<DayOutcome> {
  const outcomeOf = (head: ReportHead): DayOutcome => {
    if (!head.first) return 'empty';
    return concealedNamesIn(context, head) ? 'concealed' : 'named';
  };
  // The ids would differ, so both would stay in the destination beside each other.
  const isOther = (head: ReportHead): boolean =>
    before !== undefined && context.domains.everyone && outcomeOf(head) !== before;
  const file = await openDay(context, day, (head) => !isOther(head));
  if (!file) return 'refused';
  try {
    const outcome = outcomeOf(file);
    if (outcome === 'empty') return 'empty';
    if (isOther(file)) {
      const [was, is] = before === 'named' ? ['shown', 'concealed'] : ['concealed', 'shown'];
      context.log(
        'WARN',
        `${day} was delivered with names ${was} and has them ${is} now; it stays`,
      );
      return before!;
    }
    const ours = {reportDate: day, reportPeriod: 1};
    const concealed = yield* readReportRows(context, file, {day, period: 'D1', ours});
    return concealed ? 'concealed' : 'named';
  } finally {
    await file.close();
  }
}

async function openDay(
  context: ReadContext,
  day: string,
  wantsRest: (head: ReportHead) => boolean,
): Promise<ReportFile | undefined> {
  try {
    return await openReport(context, dateUrl(context.baseUrl, context.definition, day), wantsRest);
  } catch (error) {
    if (!isDayRefused(error)) throw error;
    context.log('WARN', `${day} is lost: Microsoft Graph no longer has this day of the report`);
    return undefined;
  }
}

function isDayRefused(error: unknown): boolean {
  const facts = graphFacts(error);
  return facts?.status === 400 && /Invalid date value|past \d+ days/i.test(facts.text);
}

/** One small request: the download is cut behind the first row. */
async function newestDay(context: ReadContext): Promise<string | undefined> {
  const url = periodUrl(context.baseUrl, context.definition, 'D7');
  const file = await openReport(context, url, () => false);
  await file.close();
  return refreshDateOf(file);
}

function progressOf({madeWith}: ReadContext, opened: OpenedState): DailyProgress {
  const usable =
    opened.kind === 'same_settings' ||
    (opened.kind === 'other_settings' && isFormerTable(opened, madeWith));
  return usable ? progressFrom(opened.cursor) : emptyProgress();
}

function tellLostDays({log}: ReadContext, {from, to}: {from: string; to: string}): void {
  const days = from === to ? `${from} is` : `the days from ${from} to ${to} are`;
  log('WARN', `${days} lost: the service keeps a report for 28 days, and the last sync was before`);
}
