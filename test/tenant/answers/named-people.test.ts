import {NAMED_PEOPLE} from '../../../tenant/named-people';
import type {NamedPerson} from '../../../tenant/people/named-person';
import {companyOf} from '../../../tenant/answers/company';
import type {Company} from '../../../tenant/answers/company';
import type {Verdict} from '../../../tenant/answers/verdict';
import type {Tenant} from '../../../tenant/tenant';
import {dayBefore, startNamedTenant, TODAY, Truth} from './truth';

let tenant: Tenant;
let company: Company;
let truth: Truth;

beforeAll(async () => {
  tenant = await startNamedTenant();
  company = companyOf(tenant, TODAY);
  truth = new Truth(tenant);
});

afterAll(() => tenant.close());

function wordsFor(verdict: Verdict | undefined): string {
  if (verdict?.kind === 'waste') return `${verdict.reason}, ${verdict.confidence}`;
  return verdict?.kind === 'unknown' ? 'unknown' : 'no row';
}

/** The cases that say what is expected of the property. */
function casesWith<K extends keyof NamedPerson>(
  property: K,
): [name: string, expected: Exclude<NamedPerson[K], undefined>][] {
  return NAMED_PEOPLE.filter((person) => person[property] !== undefined).map((person) => [
    person.name,
    person[property] as Exclude<NamedPerson[K], undefined>,
  ]);
}

test.each(casesWith('expected'))('the seats of %s are judged as expected', (name, expected) => {
  const seats = company.seats.filter(({seat}) => seat.person.user.displayName === name);
  const verdicts = Object.keys(expected).map((skuId) => {
    const judged = seats.find(({seat}) => seat.product.skuId === skuId);
    return [skuId, judged ? wordsFor(judged.verdict) : 'not held'];
  });
  expect(Object.fromEntries(verdicts)).toEqual(expected);
});

test.each(casesWith('lastSeen'))('%s was last seen where and when expected', (name, expected) => {
  const person = company.people.find(({user}) => user.displayName === name);
  const seen = expected && {source: expected[0], day: dayBefore(expected[1])};
  expect(person?.lastSeen ?? null).toEqual(seen);
});

test.each(casesWith('fitsIn'))('the suite of %s is as large as needed', (name, expected) => {
  const rows = truth.rows('right_sizing', {display_name: name});
  const said = rows.map((row) => ({suite: row.fits_in, blockedBy: row.blocked_by}));
  expect(said).toEqual([expected]);
});

test.each(casesWith('copilotBand'))('the Copilot seat of %s is in its band', (name, expected) => {
  const [row] = truth.rows('copilot_adoption', {display_name: name});
  expect(row).toMatchObject({
    band: expected,
    is_never_used: expected === 'unknown' ? null : expected === 'never',
  });
});

test.each(casesWith('hasMfaGap'))('a missing second factor of %s is told', (name, expected) => {
  expect(truth.rows('admin_mfa_gaps', {display_name: name})).toHaveLength(expected ? 1 : 0);
});

test.each(casesWith('mailbox'))('the mailbox of %s is listed as it is', (name, expected) => {
  const mailboxes = truth
    .rows('storage', {display_name: name})
    .filter(({kind}) => kind === 'mailbox');
  const said = mailboxes.map((row) => [row.account_state, row.storage_used_bytes]);
  expect(said).toEqual(expected ? [expected] : []);
});
