/** Tests run as compiled JavaScript: what is tested is what is shipped, and jest transforms nothing. */
module.exports = {
  rootDir: 'dist/test',
  testEnvironment: 'node',
  testMatch: ['**/*.test.js'],
  transform: {},
  testTimeout: 120_000,
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/reporting/closing-line.js'],
};
