/** How long the other side may be silent. A request that takes longer is given up and sent again. */
export interface AnswerLimits {
  /** From sending to the head of an answer, and between two pieces of its body. */
  silenceMs: number;
  /**
   * For the body of an answer in JSON: one that comes in drops is never silent, and would never
   * end. A report may take as long as it likes, for it can be large, and is not read in memory.
   */
  textMs: number;
  /** For a whole answer of the login service. */
  signInMs: number;
}

export const ANSWER_LIMITS: AnswerLimits = {
  silenceMs: 100_000,
  textMs: 100_000,
  signInMs: 60_000,
};
