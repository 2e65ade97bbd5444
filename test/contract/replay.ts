import nock from 'nock';
import type {RecordedAnswer} from './recordings';

const GRAPH = 'https://graph.microsoft.com';
const LOGIN = 'https://login.microsoftonline.com';

export const TOKEN = 'eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJjb250cmFjdCJ9.c2lnbmF0dXJl';

export interface Request {
  url: string;
  headers: Record<string, unknown>;
}

/** Microsoft's hosts with answers that were recorded. Each request gets the next answer. */
export class Replay {
  readonly requests: Request[] = [];
  private readonly answers: RecordedAnswer[];

  constructor(answers: RecordedAnswer[]) {
    this.answers = [...answers];
    nock(LOGIN)
      .persist()
      .post(/\/oauth2\/v2\.0\/token/)
      .reply(200, {token_type: 'Bearer', expires_in: 3599, access_token: TOKEN});
    const {requests} = this;
    const next = (): RecordedAnswer | undefined => this.answers.shift();
    nock(GRAPH)
      .persist()
      .get(/.*/)
      .reply(function (url): nock.ReplyFnResult {
        requests.push({url, headers: this.req.headers});
        const answer = next();
        if (!answer) return [404, {error: {code: 'NoAnswerRecorded', message: url}}];
        const {status = 200, body} = answer;
        return [status, body as nock.Body, status === 429 ? {'Retry-After': '2.128'} : []];
      });
  }

  /** Answers that nobody asked for. */
  get unused(): RecordedAnswer[] {
    return this.answers;
  }
}
