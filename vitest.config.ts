import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The command line is tested as it is built.
    globalSetup: ['test/support/build.ts'],
    testTimeout: 30_000,
    // A module is loaded once, not once a file: a third of the time. No test may leave
    // anything behind in one.
    pool: 'threads',
    isolate: false,
    // Vitest would leave a core of two alone, and many tests mostly wait.
    maxWorkers: 2,
  },
});
