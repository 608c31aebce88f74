'use strict';

const { availableParallelism } = require('node:os');

// Every file in a process of its own kind: the suites that take long are in many files, and none knows of another.
module.exports = {
  spec: ['.build/test/**/*.test.js'],
  ignore: ['.build/test/package/**', '.build/test/browser/**', '.build/test/tfjs/**'],
  parallel: true,
  jobs: availableParallelism(),
  timeout: 120_000,
  reporter: 'dot',
};
