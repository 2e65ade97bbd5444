/**
 * The one table that says what a failed response means: for the token endpoint, for lists and their
 * links, for reports and their downloads. Retries, confirmations, beginnings anew, failure types and
 * messages read it; nothing else looks at a status. docs/errors.md shows it.
 * https://learn.microsoft.com/graph/errors
 */
import {TOKEN_ENDPOINT_ERRORS} from './auth/token-endpoint-errors';
import {CONNECTION_ERRORS} from './connection-errors';
import {SERVICE_ERRORS} from './service-errors';
import {MessageText, asMessage} from '../message-text';
import type {MessagePart} from '../message-text';
import type {ErrorResolution, FailedResponse} from './resolution';
import {isUnexplained} from './unexplained';

/** A link to the file is good for minutes; the next request for the report gives another one. */
const REFUSED_DOWNLOAD = {
  origins: ['download'],
  action: 'retry',
  failureType: 'transient_error',
  meaning: 'The download of the report {path} from {host} answered {answer}',
  advice: 'If it persists, ask the administrator of your proxy or web filter to allow {host}.',
} as const;

const DOWNLOAD_ERRORS: readonly ErrorResolution[] = [
  {...REFUSED_DOWNLOAD, status: 429, condition: 'throttled'},
  {...REFUSED_DOWNLOAD, condition: 'response_unusable'},
];

const TEMPORARY_FILE_ERRORS: readonly ErrorResolution[] = [
  {
    origins: ['temporary_file'],
    connection: true,
    condition: 'temporary_folder_unusable',
    action: 'fail',
    failureType: 'config_error',
    meaning: 'The folder for temporary files, {folder}, cannot be written ({reason}).',
    advice:
      'Usage reports are downloaded into it: make it writable and leave room for the largest ' +
      'report, or name another folder in the environment variable TMPDIR.',
  },
];

/** The first row that fits decides. */
export const ERROR_RESOLUTIONS: readonly ErrorResolution[] = [
  ...TEMPORARY_FILE_ERRORS,
  ...CONNECTION_ERRORS,
  ...TOKEN_ENDPOINT_ERRORS,
  ...DOWNLOAD_ERRORS,
  ...SERVICE_ERRORS,
];

export function resolveError(response: FailedResponse): ErrorResolution {
  const row = ERROR_RESOLUTIONS.find((candidate) => fits(candidate, response));
  return row ?? ERROR_RESOLUTIONS.at(-1)!;
}

function fits(row: ErrorResolution, {origin, status, code = '', ...rest}: FailedResponse): boolean {
  return (
    (row.connection === true) === (status === undefined) &&
    (row.intermediary === true) === (rest.intermediary === true) &&
    (!row.origins || row.origins.includes(origin)) &&
    (row.status === undefined || isInRange(status!, row.status)) &&
    (!row.codes || row.codes.includes(code)) &&
    (!row.says || row.says.test(`${code} ${rest.text ?? ''}`)) &&
    (!row.unexplained || isUnexplained(code, rest.text ?? '')) &&
    (!row.tokenHasPermission || rest.tokenHasPermission === true) &&
    (!row.credential || row.credential === rest.credential) &&
    (!row.tenantForm || row.tenantForm === rest.tenantForm)
  );
}

function isInRange(status: number, range: NonNullable<ErrorResolution['status']>): boolean {
  const [from, to] = typeof range === 'number' ? [range, range] : range;
  return status >= from && status <= to;
}

/** Fills in what a row leaves open, such as `{host}`. */
export function fillIn(text: string, values: Readonly<Record<string, MessagePart>>): MessageText {
  const parts = text.split(/(\{\w+\})/).flatMap((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1] ?? '';
    return asMessage(values[name] ?? part).segments;
  });
  return new MessageText(parts);
}
