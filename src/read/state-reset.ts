import {isSameTenant} from './state';
import type {OpenedState} from './state';
import type {StreamContext} from './stream-context';

/** Says why a saved state is not continued, and what that means for existing rows. */
export function logStateReset(context: StreamContext, opened: OpenedState): void {
  if (opened.kind === 'invalid') {
    context.log('WARN', `starting over, because ${opened.because}. ${REMAINING_ROWS}`);
  }
  if (opened.kind !== 'config_changed') return;
  const settings = opened.changed.map((key) => SETTING_NAMES[key] ?? key).join(', ');
  const emitsTombstones =
    context.definition.cursor.kind === 'delta_link' && isSameTenant(opened, context.scope);
  const consequence = emitsTombstones
    ? 'Users who no longer belong are emitted as deleted; users deleted permanently since the last ' +
      'sync stay until a refresh with "remove records".'
    : REMAINING_ROWS;
  context.log(
    'WARN',
    `starting over, because this changed since the last sync: ${settings}. ${consequence}`,
  );
}

const REMAINING_ROWS =
  'Rows of before that are not delivered again stay in the destination until a refresh with ' +
  '"remove records".';

const SETTING_NAMES: Record<string, string> = {
  graph_host: 'the host of Microsoft Graph',
  fields: 'the fields of the stream',
};
