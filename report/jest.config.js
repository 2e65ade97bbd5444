/** Tests that need the packages of this folder; they run compiled, like all others. */
module.exports = {
  ...require('../jest.config.js'), // eslint-disable-line @typescript-eslint/no-require-imports
  rootDir: '../dist/report',
  reporters: ['default'],
};
