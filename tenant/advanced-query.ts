/** Advanced queries: the ConsistencyLevel header and `$count=true` have to go together, on every page. */
import {badRequest} from './graph-errors';
import type {Options} from './odata-query';
import type {RouteRequest} from './router';

export function isEventual(request: RouteRequest): boolean {
  return String(request.headers.consistencylevel).toLowerCase() === 'eventual';
}

export function wantsCount(options: Options): boolean {
  const {$count} = options;
  if ($count !== undefined && !/^(true|false)$/i.test($count)) {
    throw badRequest(`Invalid value '${$count}' for $count query option.`);
  }
  return $count?.toLowerCase() === 'true';
}

export function isAdvanced(request: RouteRequest, options: Options): boolean {
  return isEventual(request) && wantsCount(options);
}
