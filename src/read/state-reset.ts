import {hasPersonalId} from '../streams/personal-data';
import {REFRESH_ADVICE} from './refresh-advice';
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
  context.log(
    'WARN',
    `starting over, because this changed since the last sync: ${settings}. ` +
      consequenceOf(context, opened),
  );
}

function consequenceOf(
  {definition, schema, scope}: StreamContext,
  opened: Extract<OpenedState, {kind: 'config_changed'}>,
): string {
  if (opened.changed.includes('personal_data') && hasPersonalId(schema)) return ROWS_BESIDE;
  const emitsTombstones = definition.cursor.kind === 'delta_link' && isSameTenant(opened, scope);
  return emitsTombstones
    ? 'Users who no longer belong are emitted as deleted; users deleted permanently since the last ' +
        `sync stay until a ${REFRESH_ADVICE}.`
    : REMAINING_ROWS;
}

/** Their ids are of the former key, or clear, so no row of now replaces them. */
const ROWS_BESIDE =
  'Existing rows keep their values and stay in the destination beside the new ones until a ' +
  `${REFRESH_ADVICE}.`;

const REMAINING_ROWS =
  'Existing rows that are not delivered again stay in the destination until a ' +
  `${REFRESH_ADVICE}.`;

const SETTING_NAMES: Record<string, string> = {
  graph_host: 'the host of Microsoft Graph',
  personal_data: 'personal_data (the mode or its key)',
  fields: 'the fields of the stream',
};
