/** Reads the body of an answer, and gives up one that never ends. */
import {pipeline} from 'node:stream';
import type {Readable} from 'node:stream';
import {createGunzip} from 'node:zlib';
import type {Timeouts} from './timeouts';

/** The error code of an answer that took too long. */
export const TIMED_OUT = 'TIMEOUT';

const BODY_ABORTED = 'BROKEN_OFF';

/**
 * The body without its compression. Unlike axios' own, this takes a compressed text that was cut
 * short for an error: what is left of it could pass for a whole one.
 *
 * It may break before anybody reads it, which must not end the process: whoever reads it then is
 * told all the same.
 */
export function decompressed(body: Readable, encoding: string | undefined): Readable {
  const isZipped = encoding?.toLowerCase() === 'gzip';
  body.on('error', ignoreUntilRead);
  return isZipped
    ? pipeline(body, createGunzip(), ignoreUntilRead).on('error', ignoreUntilRead)
    : body;
}

function ignoreUntilRead(): void {}

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

/** @throws as `piecesOf` does. */
export async function bodyText(body: Readable, {silenceMs, textMs}: Timeouts): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of bodyChunks(body, {silenceMs, wholeMs: textMs})) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

function destroyAfter(body: Readable, ms: number, what: string): NodeJS.Timeout {
  return setTimeout(() => {
    const message = `${what} for ${ms / 1_000} s`;
    body.destroy(Object.assign(new Error(message), {code: TIMED_OUT}));
  }, ms);
}
