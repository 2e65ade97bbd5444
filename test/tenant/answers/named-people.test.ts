import {NAMED_PEOPLE} from '../../../tenant/named-people';
import {companyOf} from '../../../tenant/answers/company';
import type {Company} from '../../../tenant/answers/company';
import {USUAL} from '../../../tenant/answers/situation';
import type {Verdict} from '../../../tenant/answers/verdict';
import {startTenant} from '../../../tenant/tenant';
import type {Tenant} from '../../../tenant/tenant';

const NOW = Date.parse('2026-03-10T11:30:00Z');
const SITUATION = {...USUAL, asOf: '2026-03-10'};

let tenant: Tenant;
let company: Company;

beforeAll(async () => {
  tenant = await startTenant({users: 20, namedPeople: true, now: () => NOW});
  company = companyOf(tenant, SITUATION);
});

afterAll(() => tenant.close());

function wordsFor(verdict: Verdict | undefined): string {
  if (verdict?.kind === 'waste') return `${verdict.reason}, ${verdict.confidence}`;
  return verdict?.kind === 'unknown' ? 'unknown' : 'no row';
}

test.each(NAMED_PEOPLE.map((named) => [named.name, named.expected]))(
  'the seats of %s are judged as expected',
  (name, expected) => {
    const seats = company.seats.filter(({seat}) => seat.person.user.displayName === name);
    const verdicts = Object.keys(expected).map((skuId) => {
      const judged = seats.find(({seat}) => seat.product.skuId === skuId);
      return [skuId, judged ? wordsFor(judged.verdict) : 'not held'];
    });
    expect(Object.fromEntries(verdicts)).toEqual(expected);
  },
);
