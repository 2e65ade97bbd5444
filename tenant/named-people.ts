/**
 * People who are each one case of the answers about licences: every reason for which a seat is
 * wasted, every order of two reasons, every exception, every cause for which a smaller suite will
 * not do. What is expected of each stands beside the case, written by hand.
 */
import {DISABLED} from './people/disabled';
import {HOLDING_TWO} from './people/holding-two';
import {MEASURED} from './people/measured';
import type {NamedPerson} from './people/named-person';
import {NOT_JUDGED} from './people/not-judged';
import {ORGANIZATION} from './people/organization';
import {RIGHT_SIZING} from './people/right-sizing';
import {UNSEEN} from './people/unseen';

export const NAMED_PEOPLE: readonly NamedPerson[] = [
  ...DISABLED,
  ...HOLDING_TWO,
  ...UNSEEN,
  ...MEASURED,
  ...NOT_JUDGED,
  ...RIGHT_SIZING,
  ...ORGANIZATION,
];
