/** The shape of a row of the error-resolution table, and of what is looked up in it. */
import type {ErrorCondition, FailureType} from '../errors';
import type {Credential, TenantForm} from './auth/sign-in';

/**
 * What was asked when the response came. A saved link is one that an earlier sync left in a state;
 * an object is asked for by its own address, such as the id that a list named;
 * a count is the number of the objects in a list;
 * a national report is a usage report in a national cloud, of which Microsoft documents the beta version only;
 * a download is the file that a report request leads to, which goes into a temporary file.
 */
export type RequestOrigin =
  | 'token_endpoint'
  | 'first_request'
  | 'page_link'
  | 'saved_link'
  | 'object'
  | 'count'
  | 'report'
  | 'national_report'
  | 'download'
  | 'temporary_file';

/**
 * - `retry`: send again after Retry-After or a back-off, within the budget for failures.
 * - `wait`: as `retry`, and every request of the rate-limit scope waits as told.
 * - `refresh_token`: send once more with a new token; the second time it is a failure.
 * - `retry_with_new_token`: as `retry`, each time with a new token.
 * - `confirm`: ask up to three times, because the service is known to answer so by mistake.
 * - `retry_few`: ask again up to three times, because the answer does not say what is wrong.
 * - `start_over`: the link is lost, the list or the round begins anew, once.
 * - `fail`: no repetition can help.
 */
export type ErrorAction =
  | 'retry'
  | 'wait'
  | 'refresh_token'
  | 'retry_with_new_token'
  | 'confirm'
  | 'retry_few'
  | 'start_over'
  | 'fail';

/** What came in place of a success. */
export interface FailedResponse {
  origin: RequestOrigin;
  /** HTTP status; absent where no response came. */
  status?: number;
  /** Graph's or OAuth's error code, the number behind AADSTS, or Node's code of a connection. */
  code?: string;
  /** Graph's `error.message`, and what else the body says; of the login service, OAuth's `error` first. */
  text?: string;
  /** Something on the way answered in place of the service. */
  intermediary?: boolean;
  /** Whether the token carries the permissions that the request needs. */
  tokenHasPermission?: boolean;
  /** With what the app signs in; only for the token endpoint. */
  credential?: Credential['kind'];
  /** How the tenant is named; only for the token endpoint. */
  tenantForm?: TenantForm;
}

/** A response fits a row when it fits all that the row names. */
export interface ErrorResolution {
  origins?: readonly RequestOrigin[];
  status?: number | readonly [from: number, to: number];
  /** Only where no response came, or none that could be kept. */
  connection?: true;
  /** Only where something on the way answered in place of the service. */
  intermediary?: true;
  codes?: readonly string[];
  /** Matched against code and text. */
  says?: RegExp;
  /** Code and text do not name what is wrong. */
  unexplained?: true;
  tokenHasPermission?: true;
  credential?: Credential['kind'];
  tenantForm?: TenantForm;
  condition: ErrorCondition;
  action: ErrorAction;
  /** Of the error, once the action has not helped. */
  failureType: FailureType;
  /** What happened; goes on after "Microsoft Graph" where a service of Graph answered. */
  meaning: string;
  /** What to do, in whole sentences. `{host}`, `{proxy}`, `{code}`, `{status}` and `{answer}` are filled in. */
  advice?: string;
}

/** What a service of Graph says in a response that is no success. */
export interface ErrorBody {
  /** Graph's `error.code`; empty where the body has none. */
  code: string;
  /** Graph's `error.message`. */
  text: string;
  requestId?: string;
}

/** A response that is no success, with its row of the error-resolution table. */
export interface ResolvedFailure {
  row: ErrorResolution;
  body: ErrorBody;
}
