import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The command line is tested as it is built.
    globalSetup: ['test/support/build.ts'],
    testTimeout: 30_000,
  },
});
