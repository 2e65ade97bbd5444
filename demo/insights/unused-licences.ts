import type {Row} from '../messages';
import {formatNumber} from '../table';
import type {Table} from '../table';
import type {Tables} from '../warehouse';
import {productName} from './product-name';

const DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Who holds a licence and has not signed in for 90 days; failed attempts are no sign-ins. Needs three
 * streams: users (assignedLicenses) joined with sign_in_activity by id and with subscribed_skus by skuId.
 */
export function unusedLicences(tables: Tables, now: number): Table | undefined {
  const users = tables.get('users');
  const signIns = tables.get('sign_in_activity');
  const skus = tables.get('subscribed_skus');
  if (!users?.length || !signIns?.length || !skus?.length) return undefined;
  const signInOf = new Map(signIns.map((row) => [row['id'], row]));
  const holders = users.map((user) => holder(user, signInOf.get(user['id']), now));
  const licensed = holders.filter(({skuIds}) => skuIds.length > 0);
  const rows = skus.map((sku) => productRow(sku, licensed)).filter((row) => row[1] !== '0');
  return {
    title: `Licences of users without a sign-in for ${DAYS} days`,
    columns: [
      {title: 'product', align: 'left'},
      {title: 'holders'},
      {title: `not for ${DAYS} days`},
      {title: 'unknown'},
      {title: 'share'},
    ],
    rows: [...rows, ['Users with a licence', ...counts(licensed)]],
    notes: [
      'From users, sign_in_activity (last_use_at) and subscribed_skus, joined by id and skuId.',
      `Failed attempts are not sign-ins. Users who never signed in count once the account is ${DAYS} days`,
      'old. The share is of those whose sign-ins are known. `npm run report` also looks at the use of',
      'each product and counts each seat under one reason, so it lists fewer.',
    ],
  };
}

interface Holder {
  skuIds: unknown[];
  /** Undefined where nobody knows. */
  isIdle: boolean | undefined;
}

function holder(user: Row, signIn: Row | undefined, now: number): Holder {
  const licences = (user['assignedLicenses'] ?? []) as Row[];
  return {skuIds: licences.map(({skuId}) => skuId), isIdle: isIdle(user, signIn, now)};
}

function isIdle(user: Row, signIn: Row | undefined, now: number): boolean | undefined {
  if (!signIn) return undefined;
  const since = signIn['last_use_at'] ?? user['createdDateTime'];
  return typeof since === 'string' ? now - Date.parse(since) > DAYS * DAY_MS : undefined;
}

function productRow(sku: Row, licensed: readonly Holder[]): string[] {
  const holders = licensed.filter(({skuIds}) => skuIds.includes(sku['skuId']));
  return [productName(sku), ...counts(holders)];
}

function counts(holders: readonly Holder[]): string[] {
  const known = holders.filter((each) => each.isIdle !== undefined);
  const idle = known.filter((each) => each.isIdle);
  const share = known.length === 0 ? '' : `${((idle.length / known.length) * 100).toFixed(0)} %`;
  const unknown = holders.length - known.length;
  return [...[holders.length, idle.length, unknown].map(formatNumber), share];
}
