import {OF_MICROSOFT} from '../support/fake-graph';
import nock from 'nock';
import {tokenWith} from '../support/token-with';
import type {RecordedAnswer} from './recordings';

const GRAPH = 'https://graph.microsoft.com';
const LOGIN = 'https://login.microsoftonline.com';
const DOWNLOADS = 'https://reports.office.com';

/** What every stream needs. */
const ROLES = [
  'LicenseAssignment.Read.All',
  'User.Read.All',
  'AuditLog.Read.All',
  'Reports.Read.All',
  'Organization.Read.All',
  'GroupMember.Read.All',
];

export const TOKEN = tokenWith(ROLES);

interface ReplayOptions {
  /** Whether the last answer is given again and again. */
  repeat?: boolean;
  /** The application permissions in the token; all that a stream can need unless told otherwise. */
  roles?: readonly string[];
}

export interface Request {
  /** As in the recordings. */
  url: string;
  headers: Record<string, unknown>;
}

/** Microsoft's hosts with answers that were recorded. Each request gets the next answer. */
export class Replay {
  readonly requests: Request[] = [];
  private readonly answers: RecordedAnswer[];

  constructor(
    answers: RecordedAnswer[],
    private readonly options: ReplayOptions = {},
  ) {
    this.answers = [...answers];
    const token = tokenWith(options.roles ?? ROLES);
    nock(LOGIN)
      .persist()
      .post(/\/oauth2\/v2\.0\/token/)
      .reply(200, {token_type: 'Bearer', expires_in: 3599, access_token: token});
    this.serve(GRAPH, '');
    this.serve(DOWNLOADS, DOWNLOADS);
  }

  /** Answers that nobody asked for. */
  get unused(): RecordedAnswer[] {
    return this.answers;
  }

  private serve(host: string, prefix: string): void {
    const answer = (url: string, headers: Request['headers']): nock.ReplyFnResult => {
      this.requests.push({url: prefix + url, headers});
      const isLast = this.options.repeat && this.answers.length === 1;
      const next = isLast ? this.answers[0] : this.answers.shift();
      if (!next) return [404, {error: {code: 'NoAnswerRecorded', message: url}}];
      const {status = next.location ? 302 : 200, location, body = ''} = next;
      const retryAfter = status === 429 ? ['Retry-After', '2.128'] : [];
      const redirect = location ? ['Location', location] : [];
      const sign = Object.entries(OF_MICROSOFT).flat();
      return [status, body as nock.Body, [...retryAfter, ...redirect, ...sign]];
    };
    nock(host)
      .persist()
      .get(/.*/)
      .reply(function (url): nock.ReplyFnResult {
        return answer(url, this.req.headers);
      });
  }
}
