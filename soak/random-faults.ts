/** Strikes a share of all requests with a fault of random kind. */
import {roll} from '../tenant/dice';
import type {Fault, InjectedFault, Tenant} from '../tenant/tenant';

interface Kind {
  fault: Pick<Fault, 'respond' | 'action'>;
  /** Any request unless told. */
  strikes?: RegExp;
}

const DATA = /^\/v1\.0\//;
const LATER_PAGE = /(\$|%24)skiptoken=/;
const PREMIUM = /signInActivity|userRegistrationDetails/;

function answer(status: number, code: string, headers: Record<string, string> = {}): Kind['fault'] {
  return {respond: {status, headers, body: {error: {code, message: 'Injected.'}}}};
}

const KINDS: readonly Kind[] = [
  {fault: answer(429, 'TooManyRequests', {'retry-after': '7'}), strikes: DATA},
  {fault: answer(429, 'TooManyRequests', {'retry-after': '0.5'}), strikes: DATA},
  {fault: answer(429, 'TooManyRequests'), strikes: DATA},
  {fault: answer(500, 'InternalServerError')},
  {fault: answer(502, 'BadGateway')},
  {fault: answer(503, 'ServiceUnavailable', {'retry-after': '3'})},
  {fault: answer(504, 'GatewayTimeout')},
  {fault: answer(509, 'BandwidthLimitExceeded'), strikes: DATA},
  {fault: answer(401, 'InvalidAuthenticationToken'), strikes: DATA},
  {fault: answer(400, 'Directory_ExpiredPageToken'), strikes: LATER_PAGE},
  {
    fault: answer(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'),
    strikes: PREMIUM,
  },
  {fault: {action: 'reset'}},
  {fault: {action: 'cutBody'}},
  {fault: {respond: {status: 200, body: ''}}, strikes: DATA},
  {fault: {respond: {status: 200, body: '<html>One moment, please.</html>'}}, strikes: DATA},
];

export class RandomFaults {
  private readonly injected: InjectedFault[];
  private requests = 0;
  private chosen: Kind | undefined;

  constructor(
    tenant: Tenant,
    private readonly chance: {share: number; seed: number},
  ) {
    // Asked first about every request, and strikes nobody itself.
    const match = (): boolean => {
      this.choose();
      return false;
    };
    tenant.faults.inject({match, times: Infinity});
    this.injected = KINDS.map((kind) =>
      tenant.faults.inject({
        ...kind.fault,
        match: (url) => kind === this.chosen && (kind.strikes?.test(url) ?? true),
        times: Infinity,
      }),
    );
  }

  get struck(): number {
    return this.injected.reduce((sum, {struck}) => sum + struck, 0);
  }

  private choose(): void {
    const {share, seed} = this.chance;
    const dice = {seed, index: (this.requests += 1)};
    const isStruck = roll(dice, 601, 1_000_000) < share * 1_000_000;
    this.chosen = isStruck ? KINDS[roll(dice, 602, KINDS.length)] : undefined;
  }
}
