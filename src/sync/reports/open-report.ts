/** Asks for a usage report, and knows one that has lost the end of its header. */
import {TransientError} from '../../errors';
import type {ReportFile, WantsRest} from '../../graph/report-file';
import type {ReadContext} from '../read-context';
import {ReportRows} from './report-row';

/**
 * @returns the file; the caller closes it.
 * @throws TransientError for a header that stops before its known columns do. It would pass for the
 * report of a tenant where nobody did anything.
 */
export async function openReport(
  context: ReadContext,
  url: string,
  wantsRest: WantsRest,
): Promise<ReportFile> {
  const file = await context.report(url, wantsRest);
  const missing = isHeaderWithoutEnd(file) ? missingFields(context, file) : [];
  if (missing.length === 0) return file;
  await file.close();
  throw new TransientError(
    `The report is damaged: its header ends without a line end and has no column for ` +
      `${missing.join(', ')}. The next sync asks for it again.`,
  );
}

function isHeaderWithoutEnd({first, openEnd}: ReportFile): boolean {
  return first === undefined && openEnd !== undefined;
}

function missingFields({definition, schema}: ReadContext, {header}: ReportFile): string[] {
  return new ReportRows(definition, schema, header).missingFields;
}
