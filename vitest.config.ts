import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'test/eval/**'],
    globalSetup: 'test/support/build.ts',
    // all cores: most tests wait for a child process (vitest alone leaves one core free)
    maxWorkers: '100%',
    // a line for each test that fails, and nothing for the others
    reporters: ['dot'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
