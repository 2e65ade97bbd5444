/** The rows of one report, made one at a time from the directory. */
import type {Seat} from '../dice';
import type {Directory} from '../directory';
import {heldSkuIds} from '../licences';
import {generateField} from '../user-generator';
import {isActiveOn} from './activity';
import type {Column} from './columns';
import {dayOf} from './days';
import type {ReportDefinition} from './definition';
import {Subject} from './subject';
import type {Person, ReportView} from './subject';

/** After that long the service forgets a deleted user. */
const DELETED_SHOWN_DAYS = 30;
/** One site for so many users. */
const USERS_A_SITE = 10;

export interface RowSource {
  directory: Directory;
  definition: ReportDefinition;
  columns: readonly Column[];
  view: ReportView;
  /** In place of the directory's own number: that many subjects, made up where it has fewer. */
  size: number | undefined;
}

/** Anybody at all, with a licence: for reports that are larger than the directory. */
function madeUp(seat: Seat): Person {
  const held = heldSkuIds(seat);
  const skuIds = held.length > 0 ? held : heldSkuIds({...seat, index: 0});
  return {seat, skuIds, deletedDay: undefined, read: (field) => generateField(seat, field)};
}

function deletedDay(directory: Directory, index: number): number {
  return dayOf(Date.parse(directory.at(index).deletedDateTime ?? ''));
}

/** Undefined for who is in no report any more. */
function personAt({directory, view, definition}: RowSource, index: number): Person | undefined {
  const state = directory.stateAt(index);
  if (state === 'purged') return undefined;
  const untouched = directory.untouchedSeat(index);
  const seat = untouched ?? directory.seat(index);
  const skuIds = untouched
    ? heldSkuIds(untouched)
    : directory.value(index, 'assignedLicenses').map(({skuId}) => skuId);
  const read = directory.reader(index) as Person['read'];
  const person = {seat, skuIds, deletedDay: undefined, read};
  if (state === 'live' || definition.about === 'sites') return person;
  const day = deletedDay(directory, index);
  if (day > view.day) return person;
  return day < view.day - DELETED_SHOWN_DAYS ? undefined : {...person, deletedDay: day};
}

function isInSlice({definition, view}: RowSource, {person}: Subject): boolean {
  if (person.deletedDay !== undefined) return false;
  return definition.workloads.some((workload) => isActiveOn(person.seat, workload, view.day));
}

function* subjects(source: RowSource): Generator<Subject> {
  const {directory, definition, view, size} = source;
  const step = size === undefined && definition.about === 'sites' ? USERS_A_SITE : 1;
  const end = size ?? directory.size;
  for (let index = 0; index < end; index += step) {
    const isMadeUp = size !== undefined;
    const person = isMadeUp ? madeUp(directory.seat(index)) : personAt(source, index);
    if (!person) continue;
    const subject = new Subject(view, person);
    if (!isMadeUp && !definition.lists(subject)) continue;
    if (!view.isOneDay || isInSlice(source, subject)) yield subject;
  }
}

export function* reportRows(source: RowSource): Generator<string[], void, undefined> {
  const {columns, definition} = source;
  for (const subject of subjects(source)) {
    const rows = definition.rowsOf?.(subject) ?? 1;
    for (subject.variant = 0; subject.variant < rows; subject.variant++) {
      yield columns.map(([, cell]) => cell(subject));
    }
  }
}
