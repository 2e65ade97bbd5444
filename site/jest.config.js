/** Tests that need the built site and a browser; they run compiled, like all others. */
module.exports = {
  ...require('../jest.config.js'), // eslint-disable-line @typescript-eslint/no-require-imports
  rootDir: '../dist/site',
  reporters: ['default'],
};
