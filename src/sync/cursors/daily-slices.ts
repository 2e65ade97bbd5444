/** A usage report day by day. The newest day is what the report itself says, never the clock. */
import type {Row} from '../define-stream';
import type {ReadContext, SyncEvents} from '../read-context';
import {refreshDateOf} from '../reports/report-rows';
import {periodUrl} from '../reports/report-url';
import {saveState} from '../saved-state';
import type {MadeWith, OpenedState} from '../saved-state';
import {isFormerTable} from '../start-over';
import {readDays} from './daily-day';
import {emptyProgress, progressFrom, recordDay} from './daily-progress';
import type {DailyProgress} from './daily-progress';
import {planDays} from './daily-plan';

export async function* dailySlices(context: ReadContext, opened: OpenedState): SyncEvents {
  const newest = await newestDay(context);
  const {progress, madeWith} = standingOf(context, opened);
  const save = (settings: MadeWith): {state: Row} => ({
    state: saveState(settings, context.stamps.latest, {...progress}),
  });
  if (newest === undefined) {
    context.log('INFO', 'the report has no rows yet');
    // No day was read with the settings of now, so the next sync has to see that they changed.
    yield save(madeWith);
    return;
  }
  const restarts = opened.kind !== 'same_settings';
  const {days, lost} = planDays(progress, {newest, restarts, backfillDays: context.backfillDays});
  if (lost) tellLostDays(context, lost);
  // Where a restart is cut off, the next sync goes on from there, and not from where the settings
  // of before had come to.
  if (restarts) progress.reportDate = null;
  yield* readDays(context, days, {
    delivered: progress.delivered,
    after: (day, outcome) => {
      recordDay(progress, {day, newest, outcome});
      return [save(context.madeWith)];
    },
  });
  if (days.length === 0) yield save(context.madeWith);
}

/** The days of the first sync, whether or not they were delivered before. */
export async function* allSlices(context: ReadContext): SyncEvents {
  const newest = await newestDay(context);
  if (newest === undefined) return;
  const plan = {newest, restarts: true, backfillDays: context.backfillDays};
  const {days} = planDays(emptyProgress(), plan);
  yield* readDays(context, days, {delivered: {}, after: () => []});
}

/** One small request: the download is cut behind the first row. */
async function newestDay(context: ReadContext): Promise<string | undefined> {
  const url = periodUrl(context.baseUrl, context.definition, 'D7');
  const file = await context.report(url, () => false);
  await file.close();
  return refreshDateOf(file);
}

/** What was read, and with which settings. */
function standingOf(
  {madeWith}: ReadContext,
  opened: OpenedState,
): {progress: DailyProgress; madeWith: MadeWith} {
  if (opened.kind === 'same_settings') return {progress: progressFrom(opened.cursor), madeWith};
  if (opened.kind === 'other_settings' && isFormerTable(opened, madeWith)) {
    return {progress: progressFrom(opened.cursor), madeWith: opened.former};
  }
  return {progress: emptyProgress(), madeWith};
}

function tellLostDays({log}: ReadContext, {from, to}: {from: string; to: string}): void {
  const days = from === to ? `${from} is` : `the days from ${from} to ${to} are`;
  log('WARN', `${days} lost: the service keeps a report for 28 days, and the last sync was before`);
}
