/** What happens in a tenant, before a sync or in the middle of one. */
import fc from 'fast-check';
import type {DeltaExpiry} from '../../tenant/tenant';
import type {Plan, SignInDate, Standing, World} from './world';

export interface Change {
  text: string;
  isPossible(plan: Readonly<Plan>): boolean;
  apply(plan: Plan, world: World): void;
}

const MAIL_DOMAINS = [
  'contoso.com',
  'Contoso.COM',
  'fabrikam.com',
  'emea.contoso.com',
  'notcontoso.com',
];
const EXPIRIES: DeltaExpiry[] = ['410', 'syncStateNotFound', 'syncStateNotFound400', 'older30'];
const SIGN_IN_DATES: SignInDate[] = ['lastSignInDateTime', 'lastNonInteractiveSignInDateTime'];
const MOST_PEOPLE = 14;

const who = fc.nat(MOST_PEOPLE - 1);
const domain = fc.constantFrom(...MAIL_DOMAINS);
const product = fc.nat(2);

/** Something that can be done with whoever has that standing. */
function about(
  person: number,
  standing: Standing,
  {text, apply, becomes}: {text: string; apply: (world: World) => void; becomes?: Standing},
): Change {
  return {
    text: `${text} ${person}`,
    isPossible: ({people}) => people[person] === standing,
    apply: (plan, world) => {
      apply(world);
      if (becomes) plan.people[person] = becomes;
    },
  };
}

/** Something that can always be done. */
function always(text: string, apply: (world: World) => void): Change {
  return {text, isPossible: () => true, apply: (_, world) => apply(world)};
}

const hire = domain.map((name): Change => ({
  text: `hire @${name}`,
  isPossible: ({people}) => people.length < MOST_PEOPLE,
  apply: (plan, world) => {
    world.hire(name);
    plan.people.push('here');
  },
}));

const edit = fc
  .tuple(who, fc.constantFrom('department', 'city'), fc.constantFrom(null, 'A', 'B'))
  .map(([person, field, value]) =>
    about(person, 'here', {
      text: `${field} = ${value} of`,
      apply: (world) => world.change(person, {[field]: value}),
    }),
  );

const license = fc.tuple(who, product).map(([person, place]) =>
  about(person, 'here', {
    text: `give or take licence ${place} of`,
    apply: (world) => world.license(person, place),
  }),
);

const switchAccount = who.map((person) =>
  about(person, 'here', {
    text: 'enable or disable',
    apply: (world) => world.change(person, {accountEnabled: !world.user(person).accountEnabled}),
  }),
);

const rename = who.map((person) =>
  about(person, 'here', {
    text: 'rename within the domain',
    apply: (world) => {
      const ending = world.user(person).userPrincipalName.split('@').at(-1);
      world.change(person, {userPrincipalName: `renamed${world.now}.${person}@${ending}`});
    },
  }),
);

const move = fc.tuple(who, domain).map(([person, name]) =>
  about(person, 'here', {
    text: `move to @${name}`,
    apply: (world) => world.move(person, name),
  }),
);

const remove = who.map((person) =>
  about(person, 'here', {
    text: 'delete',
    apply: (world) => world.remove(person, false),
    becomes: 'in the bin',
  }),
);

const removeForGood = who.map((person) =>
  about(person, 'here', {
    text: 'delete for good',
    apply: (world) => world.remove(person, true),
    becomes: 'gone',
  }),
);

const restore = who.map((person) =>
  about(person, 'in the bin', {
    text: 'restore',
    apply: (world) => world.restore(person),
    becomes: 'here',
  }),
);

const purge = who.map((person) =>
  about(person, 'in the bin', {
    text: 'take out of the bin',
    apply: (world) => world.purge(person),
    becomes: 'gone',
  }),
);

const signIn = fc
  .tuple(who, fc.constantFrom(...SIGN_IN_DATES), fc.nat(24))
  .map(([person, property, hoursAgo]) =>
    about(person, 'here', {
      text: `${property} ${hoursAgo} h ago of`,
      apply: (world) => world.signIn(person, {property, hoursAgo}),
    }),
  );

/** Makes a round of changes so long that it has a checkpoint. */
const reorganise = fc
  .constantFrom('A', 'B')
  .map((company) => always(`all to company ${company}`, (world) => world.reorganise(company)));

const trade = product.map((place) =>
  always(`drop or buy product ${place}`, (world) => world.trade(place)),
);

const buySeats = fc
  .tuple(product, fc.integer({min: 1, max: 2}))
  .map(([place, seats]) =>
    always(`${seats} seats of product ${place}`, (world) => world.buySeats(place, seats)),
  );

export const expirePageLinks = fc.constant(
  always('page links expire', (world) => {
    world.expiries.page += 1;
    world.tenant.expirePageTokens();
  }),
);

const expireDeltaLinks = fc.constantFrom(...EXPIRIES).map((shape) =>
  always(`delta links expire as ${shape}`, (world) => {
    world.expiries.delta += 1;
    world.tenant.expireDeltaTokens(shape);
  }),
);

const changePageSize = fc
  .integer({min: 1, max: 5})
  .map((size) => always(`${size} a page`, (world) => world.tenant.setDeltaPageSize(size)));

/** Those of people are the more frequent: all the rest is about what becomes of them. */
export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  {arbitrary: fc.oneof(hire, edit, license, switchAccount, rename), weight: 3},
  {arbitrary: reorganise, weight: 2},
  {arbitrary: move, weight: 3},
  {arbitrary: remove, weight: 3},
  {arbitrary: fc.oneof(restore, restore, removeForGood, purge), weight: 4},
  {arbitrary: signIn, weight: 2},
  {arbitrary: fc.oneof(trade, buySeats), weight: 3},
  {arbitrary: fc.oneof(expirePageLinks, expireDeltaLinks, changePageSize), weight: 2},
);
