/** The parameters of a report function, and the errors for invalid ones. */
import {GraphError, unknownSegment} from '../graph-errors';
import {isReportName, REPORTS} from './catalogue';
import type {ReportName} from './catalogue';
import {dayText, parseDay} from './days';

/** One of the two, or none for a report without parameters. */
export interface ReportParameters {
  period?: string;
  /** `YYYY-MM-DD`. */
  date?: string;
  /** Only of a report that has several versions. */
  version?: string;
}

const PERIODS: Readonly<Record<string, number>> = {D7: 7, D30: 30, D90: 90, D180: 180};
const CALL = /^(\w+)(?:\((.*)\))?$/;
const PARAMETER = /^\s*(period|date|version)\s*=\s*(?:'([^']*)'|([^',]+?))\s*$/;

const invalidParameters = (message: string): GraphError =>
  new GraphError(400, 'BadRequest', message);

export const dateOutOfRange = (date: string): GraphError =>
  new GraphError(
    400,
    'InvalidArgument',
    `Invalid date value specified: ${date}. Only support data for the past 28 days.`,
  );

export function isVersion2({version}: ReportParameters): boolean {
  return version === 'v2';
}

/** The number of days in `D7` and the like; the versions of a report have periods of their own. */
export function periodDays(name: ReportName, period: string, parameters: ReportParameters): number {
  const {v2} = REPORTS[name];
  const days = (isVersion2(parameters) && v2 ? v2.periods : PERIODS)[period];
  if (days === undefined) throw invalidParameters(`Invalid period value specified: ${period}.`);
  return days;
}

/** Splits `name(parameters)`. */
export function parseReportCall(segment: string): {name: ReportName; parameterText: string} {
  const [, name = segment, parameterText = ''] = CALL.exec(segment) ?? [];
  if (!isReportName(name)) throw unknownSegment(name);
  return {name, parameterText};
}

export function parseParameters(text: string): ReportParameters {
  const parameters: ReportParameters = {};
  if (text.trim() === '') return parameters;
  for (const part of text.split(',')) {
    const [, name, quoted, bare] = PARAMETER.exec(part) ?? [];
    if (name === 'period' && quoted !== undefined) parameters.period = quoted;
    // The documentation writes the date with quotes for one report and without for the others.
    else if (name === 'date') parameters.date = quoted ?? bare ?? '';
    else if (name === 'version' && quoted !== undefined) parameters.version = quoted;
    else throw invalidParameters(`The parameter is not valid: ${part.trim()}.`);
  }
  return parameters;
}

/** Graph has no function with a parameter that the report does not have. */
function checkVersion(name: ReportName, {version}: ReportParameters): void {
  if (version === undefined) return;
  if (!REPORTS[name].v2) throw unknownSegment(name);
  if (version !== 'v1' && version !== 'v2')
    throw invalidParameters(`Invalid version value specified: ${version}.`);
}

/** @throws GraphError for parameters that the report does not accept. */
export function checkParameters(
  name: ReportName,
  parameters: ReportParameters,
  [oldest, newest]: readonly [oldest: number, newest: number],
): void {
  const {period, date} = parameters;
  const {acceptedParameters} = REPORTS[name];
  checkVersion(name, parameters);
  const given = Number(period !== undefined) + Number(date !== undefined);
  if (acceptedParameters === 'nothing') {
    if (given > 0) throw unknownSegment(name);
    return;
  }
  if (date !== undefined && acceptedParameters === 'period') throw unknownSegment(name);
  if (given !== 1)
    throw invalidParameters('Exactly one of the parameters period and date is required.');
  if (period !== undefined) periodDays(name, period, parameters);
  if (date === undefined) return;
  const day = parseDay(date);
  if (day === undefined) throw invalidParameters(`The date is not valid: ${date}.`);
  if (day < oldest || day > newest) throw dateOutOfRange(dayText(day));
}
