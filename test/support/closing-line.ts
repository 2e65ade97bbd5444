interface Totals {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
}

/**
 * Ends a test run with one plain line that any build server can read, behind jest's own summary,
 * which comes after what reporters say.
 */
export default class ClosingLine {
  onRunComplete(_contexts: unknown, totals: Totals): void {
    const failed = totals.numFailedTests + totals.numRuntimeErrorTestSuites;
    const skipped = totals.numPendingTests > 0 ? `, ${totals.numPendingTests} skipped` : '';
    const line = `\n${totals.numPassedTests} passed, ${failed} failed${skipped}\n`;
    process.once('exit', () => process.stdout.write(line));
  }
}
