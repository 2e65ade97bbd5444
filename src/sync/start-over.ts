import type {ReadContext} from './read-context';
import type {MadeWith, OpenedState} from './saved-state';

type OtherSettings = Extract<OpenedState, {kind: 'other_settings'}>;

/** Whether the rows of before describe the same tenant, so that what is gone can be told. */
export function isFormerTable({former}: OtherSettings, current: MadeWith): boolean {
  return former.tenant_id === current.tenant_id && former.graph_host === current.graph_host;
}

/** Says why a saved state is not continued, and what that means for the rows of before. */
export function sayWhyStartingOver(context: ReadContext, opened: OpenedState): void {
  if (opened.kind === 'unusable') {
    context.log('WARN', `starting over, because ${opened.because}. ${LEFTOVERS}`);
  }
  if (opened.kind !== 'other_settings') return;
  const settings = opened.changed.map((key) => NAMES[key] ?? key).join(', ');
  const removesLeavers =
    context.definition.cursor.kind === 'delta_link' && isFormerTable(opened, context.madeWith);
  const consequence = removesLeavers
    ? 'Users who no longer belong are emitted as deleted; users deleted permanently since the last ' +
      'sync stay until a refresh with "remove records".'
    : LEFTOVERS;
  context.log(
    'WARN',
    `starting over, because this changed since the last sync: ${settings}. ${consequence}`,
  );
}

const LEFTOVERS =
  'Rows of before that are not delivered again stay in the destination until a refresh with ' +
  '"remove records".';

const NAMES: Record<string, string> = {
  graph_host: 'the host of Microsoft Graph',
  fields: 'the fields of the stream',
};
