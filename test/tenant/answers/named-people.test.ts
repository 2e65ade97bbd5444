import {NAMED_PEOPLE} from '../../../tenant/named-people';
import {People} from '../../../tenant/answers/person';
import type {Person} from '../../../tenant/answers/person';
import {Products} from '../../../tenant/answers/products';
import {seatsOf} from '../../../tenant/answers/seats';
import {USUAL} from '../../../tenant/answers/situation';
import {verdictOf} from '../../../tenant/answers/verdict';
import type {Verdict} from '../../../tenant/answers/verdict';
import {open} from '../open-tenant';

const NOW = Date.parse('2026-03-10T11:30:00Z');
const SITUATION = {...USUAL, asOf: '2026-03-10'};

function wordsFor(verdict: Verdict | undefined): string {
  if (verdict?.kind === 'waste') return `${verdict.reason}, ${verdict.confidence}`;
  return verdict?.kind === 'unknown' ? 'unknown' : 'no row';
}

async function personNamed(name: string): Promise<{person: Person; products: Products}> {
  const {tenant} = await open({users: 20, namedPeople: true, now: () => NOW});
  const people = new People(tenant, SITUATION).all();
  const person = people.find(({user}) => user.displayName === name);
  if (!person) throw new Error(`Nobody is called ${name}.`);
  return {person, products: new Products(tenant)};
}

test.each(NAMED_PEOPLE.map((named) => [named.name, named.expected]))(
  'the seats of %s are judged as expected',
  async (name, expected) => {
    const {person, products} = await personNamed(name);
    const verdicts = Object.keys(expected).map((skuId) => {
      const seat = seatsOf(person, products).find(({product}) => product.skuId === skuId);
      return [skuId, seat ? wordsFor(verdictOf(seat, products, SITUATION)) : 'not held'];
    });
    expect(Object.fromEntries(verdicts)).toEqual(expected);
  },
);
