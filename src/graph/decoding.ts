import {NetworkError} from './network-error';
import type {Policy} from './request';
import {pathOf} from './request';

/**
 * Parses the body of a success. Inside of retry: a body that was cut short, or a page of HTML that
 * something between us and Graph put in its place, is no answer and is asked for again.
 */
export const decoding: Policy = (next) => async (request) => {
  const response = await next(request);
  if (response.status !== 200) return response;
  try {
    return {...response, text: '', json: JSON.parse(response.text) as unknown};
  } catch {
    const type = response.headers['content-type'] ?? 'no content type';
    const {host} = new URL(request.url);
    throw new NetworkError(
      `${pathOf(request.url)} on ${host} answered 200 with something that is not JSON ` +
        `(${type}, ${response.text.length} characters)`,
      {code: 'NOT_JSON', durationMs: response.durationMs},
    );
  }
};
