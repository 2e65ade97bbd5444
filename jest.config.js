/** Tests run as compiled JavaScript: what is tested is what is shipped, and jest transforms nothing. */
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
