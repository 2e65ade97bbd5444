/** What a program in another language can ask of the tenant and do to it. */
import type {AirbyteStream} from '../../src/airbyte/messages';
import {answers} from '../../tenant/answers/answers';
import type {Row} from '../../tenant/answers/row';
import {seatChanges} from '../../tenant/answers/seat-changes';
import {USUAL} from '../../tenant/answers/situation';
import type {Situation} from '../../tenant/answers/situation';
import type {Tenant} from '../../tenant/tenant';
import {liveDay} from './company-days';
import {changeSeats} from './seat-changes';
import {changeEverything, holdDayBack} from './changes';
import {expectedStreams} from './expected-streams';
import type {SimulatedClock} from './simulated-clock';

export type Command = (given: object) => unknown;

export interface Hands {
  tenant: Tenant;
  clock: SimulatedClock;
  catalog: readonly AirbyteStream[];
  settings: {daily_report_backfill_days: number; report_period: string};
}

export function commandsFor({tenant, clock, catalog, settings}: Hands): Record<string, Command> {
  const {daily_report_backfill_days: days, report_period: period} = settings;
  return {
    expect: () => expectedStreams(tenant, catalog, {days, period}),
    holdDayBack: () => holdDayBack(tenant),
    change: (given) => changeEverything(tenant, (given as {lateDay: string}).lateDay, clock.now()),
    sleep: (given) => {
      clock.sleep((given as {days: number}).days);
      return clock.environment();
    },
    today: () => clock.today(),
    answers: (given) => {
      const {situation} = given as {situation: Partial<Situation>};
      return answers(tenant, {...USUAL, asOf: clock.today(), ...situation});
    },
    seatChanges: (given) => seatChanges((given as {history: Row[]}).history),
    ids: () =>
      Object.fromEntries(
        [...tenant.directory.all()].map(({userPrincipalName, id}) => [userPrincipalName, id]),
      ),
    liveDay: (given) =>
      liveDay({tenant, now: clock.now(), number: (given as {number: number}).number}),
    changeSeats: () => changeSeats(tenant, clock.now()),
  };
}
