/** The rows of a report, generated one at a time from the directory. */
import type {UserSeed} from '../seeded-random';
import type {Directory} from '../directory';
import {heldSkuIds} from '../licences';
import {generateField} from '../user-generator';
import {isActiveOn} from './activity';
import type {Column} from './columns';
import {dayOf} from './days';
import type {ReportDefinition} from './definition';
import {ReportEntity} from './report-entity';
import type {ReportUser, ReportContext} from './report-entity';

/** Reports list deleted users for this long. */
const DELETED_SHOWN_DAYS = 30;
/** One site and one group for this many users. */
const USERS_A_SITE = 10;

export interface RowSource {
  directory: Directory;
  definition: ReportDefinition;
  columns: readonly Column[];
  context: ReportContext;
  /** Number of synthetic entities, in place of those of the directory. */
  size: number | undefined;
}

/** A licensed user who need not be in the directory. */
function syntheticUser(userSeed: UserSeed): ReportUser {
  const held = heldSkuIds(userSeed);
  const skuIds = held.length > 0 ? held : heldSkuIds({...userSeed, index: 0});
  const read: ReportUser['read'] = (field) => generateField(userSeed, field);
  return {userSeed, skuIds, deletedDay: undefined, facts: undefined, read};
}

function deletedDay(directory: Directory, index: number): number {
  return dayOf(Date.parse(directory.at(index).deletedDateTime ?? ''));
}

function isAboutUsers({about = 'users'}: ReportDefinition): boolean {
  return about === 'users';
}

/** Undefined for a user who is no longer in any report. */
function userAt(
  {directory, context, definition}: RowSource,
  index: number,
): ReportUser | undefined {
  const state = directory.stateAt(index);
  if (state === 'purged') return undefined;
  const unchanged = directory.unchangedUserSeed(index);
  const userSeed = unchanged ?? directory.userSeed(index);
  const skuIds = unchanged
    ? heldSkuIds(unchanged)
    : directory.value(index, 'assignedLicenses').map(({skuId}) => skuId);
  const read = directory.reader(index) as ReportUser['read'];
  const facts = directory.usageFacts(index);
  const user = {userSeed, skuIds, deletedDay: undefined, facts, read};
  if (state === 'live' || !isAboutUsers(definition)) return user;
  const day = deletedDay(directory, index);
  if (day > context.day) return user;
  return day < context.day - DELETED_SHOWN_DAYS ? undefined : {...user, deletedDay: day};
}

function isActiveOnDay({definition, context}: RowSource, entity: ReportEntity): boolean {
  const {user} = entity;
  if (user.deletedDay !== undefined) return false;
  if (user.facts)
    return definition.workloads.some((one) => entity.lastActivity(one) === context.day);
  return definition.workloads.some((workload) => isActiveOn(user.userSeed, workload, context.day));
}

function* entities(source: RowSource): Generator<ReportEntity> {
  const {directory, definition, context, size} = source;
  const step = size === undefined && !isAboutUsers(definition) ? USERS_A_SITE : 1;
  const end = size ?? directory.size;
  for (let index = 0; index < end; index += step) {
    const isSynthetic = size !== undefined;
    const user = isSynthetic ? syntheticUser(directory.userSeed(index)) : userAt(source, index);
    if (!user) continue;
    const entity = new ReportEntity(context, user);
    if (!isSynthetic && !definition.includes(entity)) continue;
    if (!context.isOneDay || isActiveOnDay(source, entity)) yield entity;
  }
}

export function* reportRows(source: RowSource): Generator<string[], void, undefined> {
  const {columns, definition} = source;
  for (const entity of entities(source)) {
    const rows = definition.rowCount?.(entity) ?? 1;
    for (entity.variant = 0; entity.variant < rows; entity.variant++) {
      yield columns.map(([, cell]) => cell(entity));
    }
  }
}
