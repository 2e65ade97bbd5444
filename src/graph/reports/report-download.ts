import type {Readable} from 'node:stream';
import {ConnectorError, SystemError} from '../../errors';
import type {Timeouts} from '../timeouts';
import {bodyChunks, bodyText} from '../body';
import {NetworkError, networkError} from '../network-error';
import {cutShort, spoolReport} from './report-file';
import type {ReportFile, ShouldDownload} from './report-file';
import type {GraphRequest, GraphResponse, Send} from '../request';
import {pathOf} from '../request';

/** An answer whose body is still to be read. */
export interface OpenResponse extends Omit<GraphResponse, 'text'> {
  body: Readable;
}

export type Open = (request: GraphRequest) => Promise<OpenResponse>;

/** What a download is made with. */
export interface Download {
  open: Open;
  timeouts: Timeouts;
  now: () => number;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Sends the request for a usage report and downloads what it leads to. Graph answers with the CSV,
 * or with a link that is good for a few minutes and must be followed without the token.
 * https://learn.microsoft.com/graph/api/reportroot-getoffice365activeuserdetail
 * @param keep receives the file of a success.
 */
export function downloadingReport(
  {open, timeouts, now}: Download,
  shouldDownload: ShouldDownload,
  keep: (file: ReportFile) => void,
): Send {
  let doubted: number | undefined;
  const accept = async (file: ReportFile): Promise<void> => {
    // A cut behind the last comma of a row looks like the end of a file that leaves out its last
    // line end. Only the latter has the same size when it is asked for again.
    if (file.openEnd === undefined || file.openEnd === doubted) return keep(file);
    doubted = file.openEnd;
    await file.close();
    throw cutShort();
  };
  return async (request) => {
    const startedAt = now();
    const response = await open(request);
    const file = REDIRECTS.has(response.status)
      ? await followLink(open, request, response)
      : response;
    try {
      if (file.status !== 200) return {...file, text: await bodyText(file.body, timeouts)};
      const {silenceMs, fileMs: wholeMs} = timeouts;
      await accept(await spoolReport(bodyChunks(file.body, {silenceMs, wholeMs}), shouldDownload));
      return {...file, text: ''};
    } catch (error) {
      request.context.signal.throwIfAborted();
      if (error instanceof NetworkError || error instanceof ConnectorError) throw error;
      throw networkError(error as NodeJS.ErrnoException, request.url, now() - startedAt);
    } finally {
      file.body.destroy();
    }
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
  const download = await open({url: link, scope, context});
  if (download.status === 200) return download;
  download.body.destroy();
  const retryAfter = download.headers['retry-after'];
  throw new NetworkError(
    `The download of the report ${pathOf(url)} from ${new URL(link).host} ` +
      `answered ${download.status}`,
    {code: `HTTP_${download.status}`, ...(retryAfter !== undefined && {retryAfter})},
  );
}
