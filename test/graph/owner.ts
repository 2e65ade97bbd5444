import {soleOwner} from '../../src/graph/request';
import type {RequestOwner} from '../../src/graph/request';

export function newOwner(signal = new AbortController().signal): RequestOwner {
  return soleOwner(signal);
}
