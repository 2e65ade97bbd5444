import {ConnectorError, SystemError} from '../../errors';
import {bodyChunks, bodyText} from '../body';
import {fillIn, resolveError} from '../error-resolution';
import {NetworkError, networkError} from '../network-error';
import {isSuccess, pathOf} from '../request';
import type {GraphRequest, Open, OpenResponse, Send} from '../request';
import type {Timeouts} from '../timeouts';
import {spoolReport, truncated} from './report-file';
import type {ReportFile, ShouldDownload} from './report-file';

interface DownloadParts {
  open: Open;
  timeouts: Timeouts;
  now: () => number;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Sends the request for a usage report and downloads what it leads to. Graph answers with the CSV,
 * or with a link that is good for a few minutes and must be followed without the token.
 * https://learn.microsoft.com/graph/api/reportroot-getoffice365activeuserdetail
 */
export function downloadReport(
  {open, timeouts, now}: DownloadParts,
  shouldDownload: ShouldDownload,
): Send<ReportFile> {
  const assertComplete = completenessCheck();
  return async (request) => {
    const startedAt = now();
    const response = await open(request);
    const {body, ...head} = REDIRECTS.has(response.status)
      ? await followLink(open, request, response)
      : response;
    try {
      if (!isSuccess(head)) return {...head, text: await bodyText(body, timeouts)};
      const {silenceMs, fileMs: wholeMs} = timeouts;
      const file = await spoolReport(bodyChunks(body, {silenceMs, wholeMs}), shouldDownload);
      await assertComplete(file);
      return {...head, body: file, text: ''};
    } catch (error) {
      request.context.signal.throwIfAborted();
      if (error instanceof NetworkError || error instanceof ConnectorError) throw error;
      const {url, origin} = request;
      const durationMs = now() - startedAt;
      throw networkError(error as NodeJS.ErrnoException, {url, origin, durationMs});
    } finally {
      body.destroy();
    }
  };
}

/**
 * A cut behind the last comma of a row looks like the end of a file that leaves out its last line
 * end. Only the latter has the same size when it is asked for again.
 */
function completenessCheck(): (file: ReportFile) => Promise<void> {
  let sizeBefore: number | undefined;
  return async (file) => {
    if (file.openEnd === undefined || file.openEnd === sizeBefore) return;
    sizeBefore = file.openEnd;
    await file.close();
    throw truncated();
  };
}

/** A link that does not work is not tried again: the request for the report gives a new one. */
async function followLink(
  open: Open,
  {scope, context, url}: GraphRequest,
  {headers, body}: OpenResponse,
): Promise<OpenResponse> {
  body.destroy();
  const link = headers['location'] ?? '';
  if (!URL.canParse(link) || new URL(link).protocol !== 'https:') {
    throw new SystemError(`Microsoft Graph sent no usable link to the report ${pathOf(url)}.`);
  }
  const download = await open({url: link, origin: 'download', scope, context});
  if (isSuccess(download)) return download;
  download.body.destroy();
  const {status} = download;
  const {condition, meaning} = resolveError({origin: 'download', status});
  const values = {path: pathOf(url), host: new URL(link).host, status};
  throw new NetworkError(fillIn(meaning, values), {
    code: `HTTP_${status}`,
    condition,
    hasResponse: true,
    retryAfter: download.headers['retry-after'],
  });
}
