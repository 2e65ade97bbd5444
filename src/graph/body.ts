/** Reads the body of an answer, and gives up one that never ends. */
import {pipeline} from 'node:stream';
import type {Readable} from 'node:stream';
import {createGunzip} from 'node:zlib';
import type {AnswerLimits} from './answer-limits';

/** The error code of an answer that took too long. */
export const TIMED_OUT = 'TIMEOUT';

const BROKEN_OFF = 'BROKEN_OFF';

/**
 * The body without its compression. Unlike axios' own, this takes a compressed text that was cut
 * short for an error: what is left of it could pass for a whole one.
 *
 * It may break before anybody reads it, which must not end the process: whoever reads it then is
 * told all the same.
 */
export function unzipped(body: Readable, encoding: string | undefined): Readable {
  const isZipped = encoding?.toLowerCase() === 'gzip';
  body.on('error', heardLater);
  return isZipped ? pipeline(body, createGunzip(), heardLater).on('error', heardLater) : body;
}

function heardLater(): void {}

interface BodyLimits {
  silenceMs: number;
  wholeMs: number;
}

/**
 * The pieces of a body. The time that the reader takes for each does not count as silence.
 * @throws when no piece comes for too long, when the whole takes too long, and as the body does.
 */
export async function* piecesOf(
  body: Readable,
  {silenceMs, wholeMs}: BodyLimits,
): AsyncGenerator<Buffer, void, undefined> {
  const pieces = body[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  const whole = endAfter(body, wholeMs, 'the answer did not end');
  try {
    for (;;) {
      const silence = endAfter(body, silenceMs, 'no further byte came');
      const next = await pieces.next().finally(() => clearTimeout(silence));
      if (!next.done) yield next.value;
      // A stream that is destroyed without an error ends like a whole one.
      else if (body.readableEnded) return;
      else throw Object.assign(new Error('the answer broke off'), {code: BROKEN_OFF});
    }
  } finally {
    clearTimeout(whole);
    body.destroy();
  }
}

/** @throws as `piecesOf` does. */
export async function textOf(body: Readable, {silenceMs, textMs}: AnswerLimits): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of piecesOf(body, {silenceMs, wholeMs: textMs})) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

function endAfter(body: Readable, ms: number, what: string): NodeJS.Timeout {
  return setTimeout(() => {
    const message = `${what} for ${ms / 1_000} s`;
    body.destroy(Object.assign(new Error(message), {code: TIMED_OUT}));
  }, ms);
}
