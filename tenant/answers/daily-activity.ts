/** The rows that a build writes into m365__daily_activity, for the days that were read. */
import type {ReportName} from '../tenant';
import type {Company} from './company';
import {hasService, isInUse} from './products';
import type {ProductService} from './products';
import {dayIn, nameIn} from './report-rows';
import {rounded} from './row';
import type {Row} from './row';
import type {ReadDay} from './situation';

/** Of each service the report and the column of its last day. */
const DAILY: readonly (readonly [ProductService, ReportName, column: string])[] = [
  ['exchange', 'getOffice365ActiveUserDetail', 'Exchange Last Activity Date'],
  ['onedrive', 'getOffice365ActiveUserDetail', 'OneDrive Last Activity Date'],
  ['sharepoint', 'getOffice365ActiveUserDetail', 'SharePoint Last Activity Date'],
  ['teams', 'getOffice365ActiveUserDetail', 'Teams Last Activity Date'],
  ['viva_engage', 'getOffice365ActiveUserDetail', 'Yammer Last Activity Date'],
  ['microsoft_365_apps', 'getM365AppUserDetail', 'Last Activity Date'],
];

type Counts = ReadonlyMap<string, number>;

function tally(names: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Answers about one company, of which the holders of each service are counted once. */
class Departments {
  readonly #byName: ReadonlyMap<string, string>;
  readonly #holders: ReadonlyMap<ProductService, Counts>;
  readonly #isConcealed: boolean;

  constructor({people, seats, situation}: Company) {
    this.#isConcealed = situation.reports === 'concealed';
    const departmentOf = ({department}: {department: string | null}): string =>
      department || '(none)';
    this.#byName = new Map(
      people.map(({user}) => [user.userPrincipalName.toLowerCase(), departmentOf(user)]),
    );
    this.#holders = new Map(
      DAILY.map(([service]) => {
        const giving = seats.filter(
          ({seat: {product}}) => isInUse(product) && hasService(product, service),
        );
        const users = new Map(giving.map(({seat: {person}}) => [person.user.id, person.user]));
        return [service, tally([...users.values()].map((user) => this.#shown(departmentOf(user))))];
      }),
    );
  }

  holders(service: ProductService): Counts {
    return this.#holders.get(service) ?? new Map();
  }

  of(userPrincipalName: string): string {
    return this.#shown(this.#byName.get(userPrincipalName.toLowerCase()) ?? '(unknown)');
  }

  #shown(department: string): string {
    return this.#isConcealed ? '(concealed)' : department;
  }
}

function rowsOfDay({day, syncedAt}: ReadDay, company: Company, departments: Departments): Row[] {
  return DAILY.flatMap(([service, report, column]) => {
    const rows = company.reports.all(report, {date: day});
    // A report without rows is one that Microsoft has not made.
    if (rows.length === 0) return [];
    const active = tally(
      rows.filter((row) => dayIn(row, column) === day).map((row) => departments.of(nameIn(row))),
    );
    const holders = departments.holders(service);
    return [...new Set([...active.keys(), ...holders.keys()])].map((department) => {
      const [count, users] = [active.get(department) ?? 0, holders.get(department)];
      return {
        daily_activity_id: `${day}|${service}|${department}`,
        activity_date: day,
        service,
        department,
        active_users: count,
        users: users ?? null,
        share: users ? rounded(count / users) : null,
        synced_at: syncedAt,
      };
    });
  });
}

export function dailyActivity(company: Company): Row[] {
  const departments = new Departments(company);
  return company.situation.readDays.flatMap((day) => rowsOfDay(day, company, departments));
}
