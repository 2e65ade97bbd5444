import type {Row} from '../messages';
import {formatNumber} from '../table';
import type {Table} from '../table';
import type {Tables} from '../warehouse';
import {productName} from './product-name';

const DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Who holds a licence and has not signed in for 90 days. Needs three streams: users
 * (assignedLicenses) joined with sign_in_activity by id and with subscribed_skus by skuId.
 */
export function unusedLicences(tables: Tables, now: number): Table | undefined {
  const users = tables.get('users');
  const signIns = tables.get('sign_in_activity');
  const skus = tables.get('subscribed_skus');
  if (!users?.length || !signIns?.length || !skus?.length) return undefined;
  const latest = new Map(signIns.map((row) => [row['id'], row['latest_sign_in_at']]));
  const holders = users.map((user) => holder(user, latest.get(user['id']), now));
  const licensed = holders.filter(({skuIds}) => skuIds.length > 0);
  const rows = skus.map((sku) => productRow(sku, licensed)).filter((row) => row[1] !== '0');
  const idle = licensed.filter(({isIdle}) => isIdle).length;
  return {
    title: `Licences of users who have not signed in for ${DAYS} days`,
    columns: [
      {title: 'product', align: 'left'},
      {title: 'holders'},
      {title: `not for ${DAYS} days`},
      {title: 'share'},
    ],
    rows: [...rows, ['Users with a licence', ...counts(licensed.length, idle)]],
    notes: [
      'From users, sign_in_activity and subscribed_skus, joined by id and skuId. Users who',
      `never signed in count once their account is ${DAYS} days old.`,
    ],
  };
}

interface Holder {
  skuIds: unknown[];
  isIdle: boolean;
}

function holder(user: Row, latestSignIn: unknown, now: number): Holder {
  const licences = (user['assignedLicenses'] ?? []) as Row[];
  const seen = typeof latestSignIn === 'string' ? latestSignIn : user['createdDateTime'];
  return {
    skuIds: licences.map(({skuId}) => skuId),
    isIdle: typeof seen === 'string' && now - Date.parse(seen) > DAYS * DAY_MS,
  };
}

function productRow(sku: Row, licensed: readonly Holder[]): string[] {
  const holders = licensed.filter(({skuIds}) => skuIds.includes(sku['skuId']));
  const idle = holders.filter(({isIdle}) => isIdle).length;
  return [productName(sku), ...counts(holders.length, idle)];
}

function counts(holders: number, idle: number): string[] {
  const share = holders === 0 ? '' : `${((idle / holders) * 100).toFixed(0)} %`;
  return [formatNumber(holders), formatNumber(idle), share];
}
