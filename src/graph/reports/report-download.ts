import {ConnectorError} from '../../errors';
import {bodyChunks, bodyText, refusalText} from '../body';
import {isHtml} from '../html';
import {assertFromService} from '../intermediary';
import {NetworkError, networkError} from '../network-error';
import {isSuccess} from '../request';
import type {GraphRequest, GraphResponse, Send} from '../request';
import type {Timeouts} from '../timeouts';
import {spoolReport, truncated} from './report-file';
import type {ReportFile, ShouldDownload} from './report-file';
import {followLinks} from './report-link';
import type {DownloadParts, Located} from './report-link';

interface SpoolParts {
  now: () => number;
  /** For temporary files. */
  temporaryFolder: string;
}

/**
 * Sends the request for a usage report and downloads what it leads to. Graph answers with the CSV,
 * or with a link that is good for a few minutes and must be followed without the token.
 * https://learn.microsoft.com/graph/api/reportroot-getoffice365activeuserdetail
 */
export function downloadReport(
  {now, temporaryFolder: folder, ...parts}: DownloadParts & SpoolParts,
  shouldDownload: ShouldDownload,
): Send<ReportFile> {
  const {open, timeouts} = parts;
  const assertComplete = completenessCheck();
  return async (request) => {
    const startedAt = now();
    const located = await followLinks(parts, request, await open(request));
    const {body, ...head} = located.response;
    try {
      if (!isSuccess(head)) return await refusal(located, request, timeouts);
      await assertNoPage(located, request, timeouts);
      const {silenceMs, fileMs: wholeMs} = timeouts;
      const chunks = bodyChunks(body, {silenceMs, wholeMs});
      const file = await spoolReport(chunks, {shouldDownload, folder})
        .then(assertComplete)
        .catch(namingHostOf(located));
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

/** @throws NetworkError for a refusal that is not Graph's. */
async function refusal(
  {response: {body, ...head}}: Located,
  request: GraphRequest,
  timeouts: Timeouts,
): Promise<GraphResponse<never>> {
  const refused = {...head, text: await refusalText(body, timeouts)};
  assertFromService(refused, request);
  return refused;
}

/** @throws NetworkError where a page came that is not of the service. */
async function assertNoPage(
  {url, response: {body, ...head}}: Located,
  {origin}: GraphRequest,
  timeouts: Timeouts,
): Promise<void> {
  if (!isHtml('', head.headers['content-type'])) return;
  const text = await bodyText(body, timeouts);
  assertFromService({...head, text}, {url, origin});
  const {host} = new URL(url);
  throw new NetworkError(`In place of a report came a page of HTML from ${host}`, {
    code: 'NOT_CSV',
  });
}

/** What came in place of a report tells more with the host from which it came. */
function namingHostOf({url}: Located): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof NetworkError)) throw error;
    throw new NetworkError(`${error.message} from ${new URL(url).host}`, {
      code: error.code,
      quoted: error.quoted,
    });
  };
}

/**
 * A cut behind the last comma of a row looks like the end of a file that leaves out its last line
 * end. Only the latter has the same size when it is asked for again.
 */
function completenessCheck(): (file: ReportFile) => Promise<ReportFile> {
  let sizeBefore: number | undefined;
  return async (file) => {
    if (file.openEnd === undefined || file.openEnd === sizeBefore) return file;
    sizeBefore = file.openEnd;
    await file.close();
    throw truncated();
  };
}
