interface Totals {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
}

/** Ends a test run with one plain line that any build server can read. */
export default class ClosingLine {
  onRunComplete(_contexts: unknown, totals: Totals): void {
    const failed = totals.numFailedTests + totals.numRuntimeErrorTestSuites;
    const skipped = totals.numPendingTests > 0 ? `, ${totals.numPendingTests} skipped` : '';
    process.stdout.write(`\n${totals.numPassedTests} passed, ${failed} failed${skipped}\n`);
  }
}
