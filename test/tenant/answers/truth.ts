/** A tenant of the named people alone, on one day, and what is true of it. */
import {answers} from '../../../tenant/answers/answers';
import type {Answers, MartName} from '../../../tenant/answers/answers';
import type {Row} from '../../../tenant/answers/row';
import {USUAL} from '../../../tenant/answers/situation';
import type {Situation} from '../../../tenant/answers/situation';
import {startTenant} from '../../../tenant/tenant';
import type {Tenant} from '../../../tenant/tenant';

export const TODAY: Situation = {...USUAL, asOf: '2026-03-10'};

const NOW = Date.parse('2026-03-10T11:30:00Z');

export function dayBefore(daysAgo: number): string {
  return new Date(NOW - daysAgo * 86_400_000).toISOString().slice(0, 10);
}

export async function startNamedTenant(): Promise<Tenant> {
  return startTenant({users: 0, deletedUsers: 0, namedPeople: true, now: () => NOW});
}

export class Truth {
  readonly answers: Answers;

  constructor(
    readonly tenant: Tenant,
    situation: Partial<Situation> = {},
  ) {
    this.answers = answers(tenant, {...TODAY, ...situation});
  }

  /** The rows of a mart with these values. */
  rows(mart: MartName, columns: Row): Row[] {
    return this.answers[mart].filter((row) =>
      Object.entries(columns).every(([column, value]) => row[column] === value),
    );
  }

  idOf(name: string): string {
    const user = [...this.tenant.directory.all()].find(({displayName}) => displayName === name);
    return user?.id ?? '';
  }
}
