/**
 * Tests run as compiled JavaScript, and jest transforms nothing. Those that start a process run what is shipped:
 * `bin/source-microsoft-365` with the bundle.
 */
module.exports = {
  rootDir: 'dist/test',
  testEnvironment: 'node',
  testMatch: ['**/*.test.js'],
  transform: {},
  // Long, because a busy machine must not make a test fail.
  testTimeout: 300_000,
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/support/closing-line.js'],
};
