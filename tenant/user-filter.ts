/** Filters over users: refuses what Graph refuses, and tests a single user. */
import type {Directory} from './directory';
import {badRequest, notIndexed, unsupportedQuery} from './graph-errors';
import {clausesOf, combine, parseFilter, usesNot} from './odata-filter';
import type {Filter} from './odata-filter';
import {signInTimes} from './sign-ins';
import type {SignInTimes} from './sign-ins';

export interface UserFilter {
  /** Whether Graph answers it in an advanced query only. */
  needsAdvancedQuery: boolean;
  usesSignIns: boolean;
  /** Where it names users by their ids and nothing else. */
  ids?: readonly string[];
  matches(directory: Directory, index: number): boolean;
}

type Clause = ReturnType<typeof clausesOf>[number];

const SIGN_IN_DATES: Readonly<Record<string, readonly [keyof SignInTimes, SignInProperty]>> = {
  'signInActivity/lastSignInDateTime': ['interactive', 'lastSignInDateTime'],
  'signInActivity/lastNonInteractiveSignInDateTime': [
    'nonInteractive',
    'lastNonInteractiveSignInDateTime',
  ],
  'signInActivity/lastSuccessfulSignInDateTime': ['successful', 'lastSuccessfulSignInDateTime'],
};

type SignInProperty =
  'lastSignInDateTime' | 'lastNonInteractiveSignInDateTime' | 'lastSuccessfulSignInDateTime';

const OPERATORS: Readonly<Record<string, readonly Clause['kind'][]>> = {
  userPrincipalName: ['startsWith', 'endsWith', 'eq'],
  mail: ['startsWith', 'endsWith', 'eq'],
  id: ['eq'],
  accountEnabled: ['eq'],
  createdDateTime: ['ge', 'le', 'eq'],
  ...Object.fromEntries(Object.keys(SIGN_IN_DATES).map((path) => [path, ['ge', 'le', 'eq']])),
};

function isSignIn(clause: Clause): boolean {
  return clause.path in SIGN_IN_DATES;
}

function refuseUnsupported(clauses: readonly Clause[]): void {
  for (const clause of clauses) {
    if (!OPERATORS[clause.path]?.includes(clause.kind)) throw notIndexed();
    const wanted = clause.path === 'accountEnabled' ? 'boolean' : 'string';
    if (typeof clause.value !== wanted) throw badRequest('Invalid filter clause');
  }
  if (clauses.some(isSignIn) && !clauses.every(isSignIn)) {
    throw unsupportedQuery('Filter on signInActivity cannot be combined with other properties.');
  }
}

function isWithin(clause: Clause, time: number | null | undefined): boolean {
  if (time === null || time === undefined) return false;
  const bound = Date.parse(String(clause.value));
  if (clause.kind === 'ge') return time >= bound;
  return clause.kind === 'le' ? time <= bound : time === bound;
}

function timeOf(directory: Directory, index: number, path: string): number | null | undefined {
  const [short, property] = SIGN_IN_DATES[path] ?? [];
  if (short === undefined || property === undefined) return undefined;
  const userSeed = directory.unchangedUserSeed(index);
  if (userSeed) return signInTimes(userSeed)?.[short];
  const text = directory.value(index, 'signInActivity')?.[property];
  return typeof text === 'string' ? Date.parse(text) : text;
}

type Test = UserFilter['matches'];

function compileClause(clause: Clause): Test {
  const {path, value} = clause;
  if (isSignIn(clause)) {
    return (directory, index) => isWithin(clause, timeOf(directory, index, path));
  }
  if (path === 'createdDateTime') {
    return (directory, index) => {
      const created = directory.value(index, path);
      return created !== null && isWithin(clause, Date.parse(created));
    };
  }
  if (path === 'accountEnabled')
    return (directory, index) => directory.value(index, path) === value;
  const wanted = String(value).toLowerCase();
  const field = path as 'id' | 'mail' | 'userPrincipalName';
  return (directory, index) => {
    const text = directory.value(index, field)?.toLowerCase();
    if (clause.kind === 'startsWith') return text?.startsWith(wanted) ?? false;
    return clause.kind === 'endsWith' ? (text?.endsWith(wanted) ?? false) : text === wanted;
  };
}

interface Tested {
  directory: Directory;
  index: number;
}

function compile(filter: Filter): (tested: Tested) => boolean {
  if ('parts' in filter) return combine(filter.kind, filter.parts.map(compile));
  const test = compileClause(filter);
  return ({directory, index}) => test(directory, index);
}

export function userFilter(text: string): UserFilter {
  const filter = parseFilter(text);
  const clauses = clausesOf(filter);
  refuseUnsupported(clauses);
  const isOfIds =
    clauses.every(({path}) => path === 'id') && (!('parts' in filter) || filter.kind === 'or');
  const test = compile(filter);
  return {
    ...(isOfIds && {ids: clauses.map(({value}) => String(value))}),
    needsAdvancedQuery: usesNot(filter) || clauses.some(({kind}) => kind === 'endsWith'),
    usesSignIns: clauses.some(isSignIn),
    matches: (directory, index) => test({directory, index}),
  };
}
