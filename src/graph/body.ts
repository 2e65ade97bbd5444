/** Reads the body of an answer, and gives up one that never ends. */
import type {Readable} from 'node:stream';
import {UNDECODABLE} from './content-encoding';
import type {Timeouts} from './timeouts';

/** The error code of an answer that took too long. */
export const TIMED_OUT = 'TIMEOUT';

const BODY_ABORTED = 'BROKEN_OFF';

interface BodyTimeouts {
  silenceMs: number;
  wholeMs: number;
}

/**
 * The pieces of a body. The time that the reader takes for each does not count as silence.
 * @throws when no piece comes for too long, when the whole takes too long, and as the body does.
 */
export async function* bodyChunks(
  body: Readable,
  {silenceMs, wholeMs}: BodyTimeouts,
): AsyncGenerator<Buffer, void, undefined> {
  const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  const whole = destroyAfter(body, wholeMs, 'the answer did not end');
  try {
    for (;;) {
      const silence = destroyAfter(body, silenceMs, 'no further byte came');
      const next = await pieces.next().finally(() => clearTimeout(silence));
      if (!next.done) yield next.value;
      // A stream that is destroyed without an error ends like a whole one.
      else if (body.readableEnded) return;
      else throw Object.assign(new Error('the answer broke off'), {code: BODY_ABORTED});
    }
  } finally {
    clearTimeout(whole);
    body.destroy();
  }
}

/** @throws as `bodyChunks` does. */
export async function bodyBytes(body: Readable, {silenceMs, textMs}: Timeouts): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of bodyChunks(body, {silenceMs, wholeMs: textMs})) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Without a byte order mark. @throws as `bodyChunks` does. */
export async function bodyText(body: Readable, timeouts: Timeouts): Promise<string> {
  return textOf(await bodyBytes(body, timeouts));
}

/** Without a byte order mark. Empties `bytes`. */
export function textOf(bytes: Buffer): string {
  const text = withoutMark(bytes.toString());
  free(bytes);
  return text;
}

/**
 * Hands the memory over to a copy that nobody keeps: what has waited long is freed late otherwise,
 * when V8 looks through its whole heap. Small buffers share their memory.
 */
function free({buffer, byteLength}: Buffer): void {
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  if (isOwn) structuredClone(buffer, {transfer: [buffer]});
}

/**
 * What a refusal says. Its status and headers count without it, so that one that cannot be decoded is
 * as good as empty.
 * @throws as `bodyChunks` does.
 */
export async function refusalText(body: Readable, timeouts: Timeouts): Promise<string> {
  try {
    return await bodyText(body, timeouts);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === UNDECODABLE) return '';
    throw error;
  }
}

/** JSON must not begin with one, but some services behind Graph write one. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function destroyAfter(body: Readable, ms: number, what: string): NodeJS.Timeout {
  return setTimeout(() => {
    const message = `${what} for ${ms / 1_000} s`;
    body.destroy(Object.assign(new Error(message), {code: TIMED_OUT}));
  }, ms);
}
