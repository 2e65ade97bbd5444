/** What the destinations have to hold after a sync, told from the tenant and from what happened. */
import {expectRows, signInRows, skuRows, userRows, usersIn} from '../support/expected-rows';
import type {Result, Row} from '../support/messages';
import type {User} from '../../tenant/tenant';
import {isSame} from './memory';
import type {Kept, StreamName, Synced} from './memory';
import type {Platform} from './platform';
import type {World} from './world';

const HOUR_MS = 3_600_000;
const DATES_LAG_MS = 24 * HOUR_MS;
/** Graph forgets links after 30 days. */
const LINK_LIFETIME_MS = 30 * 24 * HOUR_MS;

/** The domains that nobody is in: somebody mistyped them. */
export const NOBODYS = ['nobody.example'];

type Table = Map<string, Row>;

export class Expectation {
  /** Whom nothing can tell to be gone any more: see `expectUsers`. */
  private readonly ghosts = new Set<string>();

  constructor(
    private readonly world: World,
    private readonly platform: Platform,
  ) {}

  /**
   * `isQuiet`: nothing happened while it was reading.
   * @returns whether the users were compared.
   */
  availabilityOf(synced: Synced, isQuiet: boolean): boolean {
    const {result, hasWalked} = synced;
    if (hasWalked) expect(reasonsToBeginAnew(synced, this.world)).not.toEqual([]);
    if (result.signal === null) this.expectEnding(synced, isQuiet);
    if (hasWalked) for (const id of this.world.purged) this.ghosts.add(id);
    if (!isQuiet) return false;
    if (isComplete(result, 'subscribed_skus')) this.expectSkus();
    if (isComplete(result, 'sign_in_activity')) this.expectSignIns(synced);
    const before = synced.handed.get('users');
    // A round that was interrupted ends as it began; what changed since comes with the next one.
    const isUpToDate = before?.isComplete ?? true;
    const isComparable = isComplete(result, 'users') && isUpToDate;
    if (isComparable) this.expectUsers(synced);
    return isComparable;
  }

  private expectEnding({result, domains, handed, expiriesBefore}: Synced, isQuiet: boolean): void {
    const hadExpired = [...handed.values()].some(
      (kept) => !kept.isComplete && kept.expiries.page < expiriesBefore.page,
    );
    const expired = this.world.expiries.page - expiriesBefore.page + (hadExpired ? 1 : 0);
    const isMistyped = isSame(domains, NOBODYS);
    const failures = result.failures.filter(
      ([type, stream]) => !(isMistyped && type === 'config_error' && stream === 'users'),
    );
    if (isMistyped) expect(result.statuses('users').at(-1)).toBe('INCOMPLETE');
    // Links that expire twice in one read are more than a sync has to cope with.
    const unexplained =
      expired < 2 || isQuiet ? failures : failures.filter(([type]) => type !== 'transient_error');
    expect(unexplained).toEqual([]);
    expect(result.exitCode).toBe(result.failures.length === 0 ? 0 : 1);
  }

  /**
   * Exactly the users of the domains. One exception: who was deleted for good while no link
   * was good for the changes is named nowhere, and stays until the table is refreshed.
   */
  private expectUsers({domains}: Synced): void {
    const rows = userRows(usersIn(this.world.tenant, domains));
    for (const destination of this.platform.destinations) {
      const table = destination.table('users');
      for (const id of this.ghosts) table.delete(id);
      expectRows(table, rows);
    }
    this.world.purged.clear();
  }

  private expectSkus(): void {
    const rows = skuRows(this.world.tenant.skus.list());
    for (const destination of this.platform.destinations) {
      expectRows(destination.table('subscribed_skus'), rows);
    }
  }

  /**
   * Who is in the domains, with the right dates. Rows of others stay, and names are those of the
   * last delivery; who came into the domains or back from the bin comes with the next sign-in.
   */
  private expectSignIns({domains, handed}: Synced): void {
    const before = handed.get('sign_in_activity');
    const isWhole = before === undefined || !isSame(before.domains, domains);
    const {strangers, tenant} = this.world;
    const members = usersIn(tenant, domains);
    for (const user of members) if (isWhole || this.isRecent(user)) strangers.delete(user.id);
    const rows = signInRows(members.filter(({id}) => !strangers.has(id)));
    for (const row of rows.values()) delete row['userPrincipalName'];
    for (const destination of this.platform.destinations) {
      expectRows(only(destination.table('sign_in_activity'), rows), rows);
    }
  }

  private isRecent({createdDateTime, signInActivity}: User): boolean {
    const {lastSignInDateTime, lastNonInteractiveSignInDateTime} = signInActivity ?? {};
    const dates = [createdDateTime, lastSignInDateTime, lastNonInteractiveSignInDateTime];
    return dates.some((date) => this.world.now - Date.parse(String(date)) <= DATES_LAG_MS);
  }
}

/** Why a sync may list everybody and not only who changed. */
function reasonsToBeginAnew(synced: Synced, world: World): string[] {
  const before = synced.handed.get('users');
  if (!before) return ['the first sync'];
  const reasons: [string, boolean][] = [
    ['other domains', !isSame(before.domains, synced.domains)],
    ['expired delta links', before.expiries.delta < world.expiries.delta],
    ['a list that was interrupted', before.isWalking],
    ['an old link', isOld(before, world)],
  ];
  return reasons.flatMap(([reason, applies]) => (applies ? [reason] : []));
}

function isOld({at}: Kept, {now}: World): boolean {
  return now - at >= LINK_LIFETIME_MS;
}

function isComplete(result: Result, stream: StreamName): boolean {
  return result.statuses(stream).at(-1) === 'COMPLETE';
}

function only(table: Table, rows: Table): Table {
  return new Map([...table].filter(([id]) => rows.has(id)));
}
