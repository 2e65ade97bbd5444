/** Makes a share of all requests fail, each with a random kind of fault. */
import {randomInt} from '../tenant/seeded-random';
import type {Fault, InjectedFault, Tenant} from '../tenant/tenant';

interface FaultKind {
  fault: Pick<Fault, 'respond' | 'action'>;
  /** By default any request. */
  urlPattern?: RegExp;
}

const GRAPH_DATA = /^\/v1\.0\//;
const LATER_PAGE = /(\$|%24)skiptoken=/;
const PREMIUM = /signInActivity|userRegistrationDetails/;

function response(
  status: number,
  code: string,
  headers: Record<string, string> = {},
): FaultKind['fault'] {
  return {respond: {status, headers, body: {error: {code, message: 'Injected.'}}}};
}

const FAULT_KINDS: readonly FaultKind[] = [
  {fault: response(429, 'TooManyRequests', {'retry-after': '7'}), urlPattern: GRAPH_DATA},
  {fault: response(429, 'TooManyRequests', {'retry-after': '0.5'}), urlPattern: GRAPH_DATA},
  {fault: response(429, 'TooManyRequests'), urlPattern: GRAPH_DATA},
  {fault: response(500, 'InternalServerError')},
  {fault: response(502, 'BadGateway')},
  {fault: response(503, 'ServiceUnavailable', {'retry-after': '3'})},
  {fault: response(504, 'GatewayTimeout')},
  {fault: response(509, 'BandwidthLimitExceeded'), urlPattern: GRAPH_DATA},
  {fault: response(401, 'InvalidAuthenticationToken'), urlPattern: GRAPH_DATA},
  {fault: response(400, 'Directory_ExpiredPageToken'), urlPattern: LATER_PAGE},
  {
    fault: response(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'),
    urlPattern: PREMIUM,
  },
  {fault: {action: 'reset'}},
  {fault: {action: 'cutBody'}},
  {fault: {respond: {status: 200, body: ''}}, urlPattern: GRAPH_DATA},
  {
    fault: {respond: {status: 200, body: '<html>One moment, please.</html>'}},
    urlPattern: GRAPH_DATA,
  },
];

export class RandomFaults {
  private readonly injected: InjectedFault[];
  private requests = 0;
  private chosen: FaultKind | undefined;

  constructor(
    tenant: Tenant,
    private readonly chance: {share: number; seed: number},
  ) {
    // Called first for every request; never matches.
    const match = (): boolean => {
      this.choose();
      return false;
    };
    tenant.faults.inject({match, times: Infinity});
    this.injected = FAULT_KINDS.map((kind) =>
      tenant.faults.inject({
        ...kind.fault,
        match: (url) => kind === this.chosen && (kind.urlPattern?.test(url) ?? true),
        times: Infinity,
      }),
    );
  }

  get hits(): number {
    return this.injected.reduce((sum, {hits}) => sum + hits, 0);
  }

  private choose(): void {
    const {share, seed} = this.chance;
    const key = {seed, index: (this.requests += 1)};
    const isHit = randomInt(key, 601, 1_000_000) < share * 1_000_000;
    this.chosen = isHit ? FAULT_KINDS[randomInt(key, 602, FAULT_KINDS.length)] : undefined;
  }
}
