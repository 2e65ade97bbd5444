/** For lists that tell no change: every row is emitted each time, and the latest stamp wins. */
import {readFullList} from '../full-list';
import type {ReadContext, SyncEvents} from '../read-context';
import {saveState} from '../saved-state';

export async function* wholeList(context: ReadContext): SyncEvents {
  yield* readFullList(context);
  yield {state: saveState(context.madeWith, context.stamps.latest, {})};
}
