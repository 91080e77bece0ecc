import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const stub = (name: string) => fileURLToPath(new URL(`./lib/stubs/${name}.ts`, import.meta.url));

/** Load tests whose figures another test beside them would disturb: alone, after all others. */
const TIMED = ['tests/{resilience,stress-capacity}.test.ts'];

export default defineConfig({
  resolve: {
    // Anchored, so that `k6` does not also match `k6/http`. The stubs let pure logic of lib/ be tested outside k6.
    alias: [
      { find: /^k6$/, replacement: stub('k6') },
      { find: /^k6\/http$/, replacement: stub('k6-http') },
      { find: /^k6\/metrics$/, replacement: stub('k6-metrics') },
      { find: /^k6\/execution$/, replacement: stub('k6-execution') },
      { find: /^k6\/crypto$/, replacement: stub('k6-crypto') },
    ],
  },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'untimed',
          include: ['{lib,build,reports,scripts,target,tests}/**/*.test.ts'],
          exclude: [...TIMED, 'tests/slow/**'],
          // Most of them wait for processes to start and end: two at once even on two cores.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'timed', include: TIMED, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
