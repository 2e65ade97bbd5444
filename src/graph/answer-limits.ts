/** How long an answer may take. A request that takes longer is given up and sent again. */
export interface AnswerLimits {
  /** From sending to the head of an answer, and between two pieces of its body. */
  silenceMs: number;
  /** For the body of an answer in JSON: one that comes in drops is never silent for long. */
  textMs: number;
  /** For the download of a report, which can be large. */
  fileMs: number;
  /** For a whole answer of the login service. */
  signInMs: number;
}

export const ANSWER_LIMITS: AnswerLimits = {
  silenceMs: 100_000,
  textMs: 100_000,
  // As long as a stream may be without a successful answer.
  fileMs: 3_600_000,
  signInMs: 60_000,
};
