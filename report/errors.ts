/** An error whose message is for the user: what is wrong, where, and what to do. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}
