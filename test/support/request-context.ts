import {newRequestContext} from '../../src/graph/request';
import type {RequestContext} from '../../src/graph/request';

export function newOwner(signal = new AbortController().signal): RequestContext {
  return newRequestContext(signal);
}
