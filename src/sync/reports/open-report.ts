/** Asks for a usage report, and knows one that has lost the end of its header. */
import {TransientError} from '../../errors';
import type {ReportFile, WantsRest} from '../../graph/report-file';
import type {ReadContext} from '../read-context';
import {ReportRows} from './report-row';

/**
 * @returns the file; the caller closes it.
 * @throws TransientError for a file that ends within the name of a column. It would pass for the
 * report of a tenant where nobody did anything.
 */
export async function openReport(
  context: ReadContext,
  url: string,
  wantsRest: WantsRest,
): Promise<ReportFile> {
  const file = await context.report(url, wantsRest);
  const isHeaderWithoutEnd = file.first === undefined && file.openEnd !== undefined;
  if (!isHeaderWithoutEnd || isKnown(context, file, file.header.at(-1))) return file;
  await file.close();
  throw new TransientError(
    `The report is damaged: it ends with the column "${file.header.at(-1)}", which is not known, ` +
      'and has no line end. The next sync asks for it again.',
  );
}

function isKnown(
  {definition, schema}: ReadContext,
  {header}: ReportFile,
  column: string | undefined,
): boolean {
  return !new ReportRows(definition, schema, header).unknownColumns.includes(column ?? '');
}
