/** The rows that a build adds to m365__seat_history: every held seat, and what is said of it on the day. */
import {createHash} from 'node:crypto';
import type {Company, JudgedSeat} from './company';
import {daysIdle} from './person';
import {priceColumns, priceOf} from './prices';
import {productName} from './product-name';
import {isAssignedToPeople} from './products';
import type {Row} from './row';
import type {Situation} from './situation';

/** Of the two numbers on which verdicts depend. */
function settingsHash({inactiveDays, newSeatGraceDays}: Situation): string {
  return createHash('md5').update(`${inactiveDays},${newSeatGraceDays}`).digest('hex');
}

function row({seat, verdict}: JudgedSeat, situation: Situation): Row {
  const {id, person, product} = seat;
  const {user, lastSeen} = person;
  const waste = verdict?.kind === 'waste' ? verdict : undefined;
  return {
    seat_history_id: `${situation.asOf}_${id}`,
    as_of_date: situation.asOf,
    seat_id: id,
    user_id: user.id,
    user_principal_name: user.userPrincipalName,
    department: user.department,
    sku_id: product.skuId,
    product: productName(product),
    reason: waste?.reason ?? null,
    confidence: waste?.confidence ?? null,
    is_unknown: verdict?.kind === 'unknown',
    last_seen_date: lastSeen?.day ?? null,
    days_idle: daysIdle(person, situation) ?? null,
    ...priceColumns(priceOf(situation, product)),
    settings_hash: settingsHash(situation),
  };
}

export function seatHistory({seats, situation}: Company): Row[] {
  return seats
    .filter(({seat}) => isAssignedToPeople(seat.product))
    .map((judged) => row(judged, situation));
}
