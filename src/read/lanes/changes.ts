/**
 * Who changed while a list was read in lanes. A user who is renamed moves between parts, so that no
 * lane need see that user; a delta query names everybody whose name changed, and who came or went.
 * https://learn.microsoft.com/graph/delta-query-overview
 */
import {SystemError} from '../../errors';
import {listUrl} from '../../graph/query';
import type {Lanes} from '../../streams/stream';
import {isRemoved} from '../cursors/delta-page';
import {RoundProgress} from '../cursors/round-progress';
import {FILTER_FAILURES_MS} from '../filter-fallback';
import {idOf} from '../list-pass';
import type {PagesOptions, StreamContext} from '../stream-context';

/** The users that a delta query named, in one round or in several. */
export interface NamedUsers {
  /** By id: whether the user exists, as the last row of the user has it. */
  exists: Map<string, boolean>;
  /** Names who changes later. */
  link: string;
}

/**
 * The link to the changes from now on.
 * @returns undefined where the service lists everybody instead.
 */
export async function linkToChanges(
  context: StreamContext,
  {field, changes}: Lanes,
  {failuresMs, signal}: Pick<PagesOptions, 'failuresMs' | 'signal'>,
): Promise<string | undefined> {
  const query = {select: ['id', field], deltaToken: 'latest'} as const;
  const url = listUrl(context.baseUrl, changes, query);
  const options = {origin: 'first_request', failuresMs, signal} as const;
  for await (const {deltaLink} of context.pages(url, options)) return deltaLink;
  return undefined;
}

/** @throws ConnectorError, of the condition `link_expired` where the link is no longer known. */
export async function readChanges(context: StreamContext, from: string): Promise<NamedUsers> {
  const {name} = context.definition;
  const exists = new Map<string, boolean>();
  const progress = new RoundProgress(name);
  const options = {origin: 'saved_link', failuresMs: FILTER_FAILURES_MS} as const;
  let link: string | undefined;
  for await (const {rows, nextLink, deltaLink} of context.pages(from, options)) {
    progress.page(rows, nextLink !== undefined);
    for (const row of rows) exists.set(idOf(row) ?? failUnnamed(name), !isRemoved(row));
    link = deltaLink;
  }
  if (link !== undefined) return {exists, link};
  throw new SystemError(`${name}: Microsoft Graph ended a list of changes without a link.`, {
    fields: {condition: 'response_unusable'},
  });
}

function failUnnamed(stream: string): never {
  throw new SystemError(`${stream}: Microsoft Graph sent a change that names no user.`, {
    fields: {condition: 'response_unusable'},
  });
}
