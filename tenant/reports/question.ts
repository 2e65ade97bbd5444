/** What is asked for in the brackets of a report's function, and how the service refuses it. */
import {GraphError, unknownSegment} from '../graph-errors';
import {isReportName, REPORTS} from './catalogue';
import type {ReportName} from './catalogue';
import {dayText, parseDay} from './days';

/** Neither for a report without parameters, else one of the two. */
export interface ReportQuestion {
  period?: string;
  /** `YYYY-MM-DD`. */
  date?: string;
}

const PERIODS: Readonly<Record<string, number>> = {D7: 7, D30: 30, D90: 90, D180: 180};
const CALL = /^(\w+)(?:\((.*)\))?$/;
const PARAMETER = /^\s*(period|date)\s*=\s*(?:'([^']*)'|([^',]+?))\s*$/;

const refuse = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

export const refuseDate = (date: string): GraphError =>
  new GraphError(
    400,
    'InvalidArgument',
    `Invalid date value specified: ${date}. Only support data for the past 28 days.`,
  );

/** How many days `D7` and the like are. */
export function daysOf(period: string): number {
  const days = PERIODS[period];
  if (days === undefined) throw refuse(`Invalid period value specified: ${period}.`);
  return days;
}

/** The segment in front of the brackets, and what stands in them. */
export function readCall(segment: string): {name: ReportName; parameters: string} {
  const [, name = segment, parameters = ''] = CALL.exec(segment) ?? [];
  if (!isReportName(name)) throw unknownSegment(name);
  return {name, parameters};
}

export function readQuestion(text: string): ReportQuestion {
  const question: ReportQuestion = {};
  if (text.trim() === '') return question;
  for (const part of text.split(',')) {
    const [, name, quoted, bare] = PARAMETER.exec(part) ?? [];
    if (name === 'period' && quoted !== undefined) question.period = quoted;
    // The documentation writes the date with quotes for one report and without for the others.
    else if (name === 'date') question.date = quoted ?? bare ?? '';
    else throw refuse(`The parameter is not valid: ${part.trim()}.`);
  }
  return question;
}

/** Refuses a question that this report cannot be asked. */
export function checkQuestion(
  name: ReportName,
  {period, date}: ReportQuestion,
  [oldest, newest]: readonly [oldest: number, newest: number],
): void {
  const {takes} = REPORTS[name];
  const given = Number(period !== undefined) + Number(date !== undefined);
  if (takes === 'nothing') {
    if (given > 0) throw unknownSegment(name);
    return;
  }
  if (date !== undefined && takes === 'period') throw unknownSegment(name);
  if (given !== 1) throw refuse('Exactly one of the parameters period and date is required.');
  if (period !== undefined) daysOf(period);
  if (date === undefined) return;
  const day = parseDay(date);
  if (day === undefined) throw refuse(`The date is not valid: ${date}.`);
  if (day < oldest || day > newest) throw refuseDate(dayText(day));
}
