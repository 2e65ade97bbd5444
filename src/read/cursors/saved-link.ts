/**
 * The link at which the last sync ended, where it gives no answer in any sync while Graph answers
 * everything else. A state counts the syncs, so that the stream does not fail for ever.
 */
import {ConnectorError, TransientError, errorFields} from '../../errors';
import type {ErrorCondition} from '../../errors';
import {requestIdText} from '../../graph/graph-error';
import {foreignText, message} from '../../message-text';
import type {Page} from '../../graph/pages';
import type {StreamContext, SyncEvents} from '../stream-context';
import {isFullRound, saveRound} from './delta-state';
import type {Round} from './delta-state';

/** After so many syncs without an answer the next one without takes the link for lost. */
const MAX_UNANSWERED_SYNCS = 3;

/** What a link gives that does not answer: errors of the service, silence, half a page. */
const UNANSWERED: ReadonlySet<ErrorCondition> = new Set([
  'service_unavailable',
  'connection_failed',
  'response_unusable',
]);

/** No word of Graph about the link, neither good nor bad: the request never came there. */
const NOT_ASKED: ReadonlySet<ErrorCondition> = new Set([
  'sign_in_refused',
  'sign_in_unavailable',
  'certificate_untrusted',
  'proxy_refused',
  'intermediary_answered',
]);

/** Lost links are counted by whoever begins anew. */
const NO_WORD: ReadonlySet<ErrorCondition> = new Set([
  ...UNANSWERED,
  ...NOT_ASKED,
  'link_unanswered',
  'link_expired',
]);

/**
 * The pages from where the round stands.
 * @throws TransientError of the condition `link_unanswered` where a saved link gives no answer, of
 * `link_expired` where it has given none in too many syncs.
 */
export async function* pagesOfRound(
  context: StreamContext,
  round: Round,
): AsyncGenerator<Page, void, undefined> {
  const link = round.nextLink ?? round.startLink;
  const origin = isFullRound(context, round) ? 'first_request' : 'saved_link';
  let isAnswered = origin === 'first_request';
  try {
    for await (const page of context.pages(link, {origin, rowCopier: context.rowCopier})) {
      isAnswered = true;
      yield page;
    }
  } catch (error) {
    if (isAnswered || !isOneOf(UNANSWERED, error)) throw error;
    throw unansweredError(context, round.unansweredSyncs + 1, error);
  }
}

function isOneOf(conditions: ReadonlySet<ErrorCondition>, error: unknown): boolean {
  const {condition} = errorFields(error);
  return condition !== undefined && conditions.has(condition);
}

/** @param syncs how many in a row had no answer, this one among them. */
function unansweredError(context: StreamContext, syncs: number, cause: unknown): TransientError {
  if (syncs > MAX_UNANSWERED_SYNCS) {
    const text = `the link at which the last sync ended gave no answer in ${syncs} syncs in a row`;
    context.log('WARN', `${text}; it counts as lost`);
    return new TransientError(text, {cause, fields: {condition: 'link_expired'}});
  }
  const {messageText, fields} = cause as ConnectorError;
  const said = foreignText(messageText.whole);
  return new TransientError(
    message`${said}${requestIdText(fields.requestId)}. The link saved by the last sync gave no answer in ${syncs} of ${MAX_UNANSWERED_SYNCS} syncs in a row; then the connector starts without it.`,
    {cause, fields: {condition: 'link_unanswered'}},
  );
}

/**
 * Follows a round, and saves it once more where its link gives no answer, with one sync more in the
 * count, or where it answers with an error, without a count. A page resets the count as well.
 */
export async function* countUnansweredSyncs(
  context: StreamContext,
  round: Round,
  follow: SyncEvents,
): SyncEvents {
  try {
    yield* follow;
  } catch (error) {
    const {unansweredSyncs: before} = round;
    if (errorFields(error).condition === 'link_unanswered') {
      yield saveRound(context, {...round, unansweredSyncs: before + 1});
    } else if (before > 0 && error instanceof ConnectorError && !isOneOf(NO_WORD, error)) {
      yield saveRound(context, {...round, unansweredSyncs: 0});
    }
    throw error;
  }
}
