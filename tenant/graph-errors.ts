/** The errors of Graph: status, code and message of each that clients have to distinguish. */

export class GraphError extends Error {
  override readonly name = 'GraphError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** Response headers that belong to the error. */
  readonly headers: Record<string, string> = {};
  /** Some errors repeat code and message in `innerError`. */
  readonly inner: Record<string, string> = {};

  with(headers: Record<string, string>): this {
    Object.assign(this.headers, headers);
    return this;
  }
}

export const badRequest = (message: string): GraphError =>
  new GraphError(400, 'Request_BadRequest', message);

export const unsupportedQuery = (message = 'Unsupported Query.'): GraphError =>
  new GraphError(400, 'Request_UnsupportedQuery', message);

export const notIndexed = (): GraphError =>
  unsupportedQuery('The request uses a filter property that is not indexed');

export const unknownProperty = (name: string, type = 'user'): GraphError =>
  badRequest(`Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`);

export const notListable = (): GraphError =>
  new GraphError(501, 'NotImplemented', 'This operation target is not yet supported.');

export const linkTooLong = (): GraphError =>
  new GraphError(
    400,
    'InvalidClientQueryException',
    'The query specified in the URI is not valid.',
  );

export const expiredPageToken = (): GraphError =>
  new GraphError(
    400,
    'Directory_ExpiredPageToken',
    'The specified page token value has expired and can no longer be included in your request.',
  );

export const requestDenied = (): GraphError =>
  new GraphError(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );

export const auditPermissionMissing = (): GraphError =>
  new GraphError(
    403,
    'Authentication_MSGraphPermissionMissing',
    'Calling principal does not have required MSGraph permissions AuditLog.Read.All',
  );

export const notPremium = (): GraphError =>
  new GraphError(
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
  );

export const reportPermissionMissing = (): GraphError =>
  new GraphError(403, 'S2SUnauthorized', 'Invalid permission.');

/** The same error as some reports send it: as JSON text in an error with the code UnknownError. */
export const asUnknownError = ({status, code, message}: GraphError): GraphError =>
  new GraphError(status, 'UnknownError', JSON.stringify({error: {code, message}}));

export const invalidToken = (message: string): GraphError =>
  new GraphError(401, 'InvalidAuthenticationToken', message).with({
    'www-authenticate': 'Bearer realm="", authorization_uri="/common/oauth2/authorize"',
  });

export const unknownSegment = (segment: string): GraphError =>
  new GraphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);

export const throttled = (retryAfterSeconds: string): GraphError => {
  const error = new GraphError(429, 'TooManyRequests', 'Please retry again later.');
  Object.assign(error.inner, {code: '429', message: 'Please retry after', status: '429'});
  return error.with({'retry-after': retryAfterSeconds});
};

export interface RequestIds {
  requestId: string;
  clientRequestId: string;
}

export function errorBody(error: GraphError, ids: RequestIds, nowMs: number): object {
  const date = new Date(nowMs).toISOString().slice(0, 19);
  const own = {'request-id': ids.requestId, 'client-request-id': ids.clientRequestId};
  const {code, message} = error;
  return {error: {code, message, innerError: {...error.inner, date, ...own}}};
}
