/** The kinds of faults that can strike a family, whatever its stream. */
import type {Answered} from '../family';
import {BODIES} from './bodies';
import {CONNECTIONS} from './connections';
import type {FaultKind} from './fault-kind';
import {LINKS} from './links';
import {GRAPH_REFUSALS, LOGIN_REFUSALS, PASSING_REFUSALS} from './refusals';
import {BUSY, EMPTY_GZIP, THROTTLED} from './waits';

const EVERYWHERE = [...THROTTLED, EMPTY_GZIP, ...BUSY, ...CONNECTIONS, ...BODIES, ...LINKS];

/** A file may come from Graph or from elsewhere, so that its family knows who refuses it. */
const REFUSALS: Record<Answered, readonly FaultKind[]> = {
  page: [...GRAPH_REFUSALS, ...PASSING_REFUSALS],
  link: [...GRAPH_REFUSALS, ...PASSING_REFUSALS],
  file: [],
  token: LOGIN_REFUSALS,
};

export function kindsFor(answered: Answered): FaultKind[] {
  const striking = EVERYWHERE.filter(({strikes}) => strikes?.includes(answered) ?? true);
  return [...striking, ...REFUSALS[answered]];
}
