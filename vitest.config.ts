import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const stub = (name: string) => fileURLToPath(new URL(`./lib/stubs/${name}.ts`, import.meta.url));

/** Load tests whose figures another test beside them would disturb: alone, after all others. */
const TIMED = [
  'tests/{generators,resilience,runner-embedded,stress-capacity,stress-soak-interrupted,workflows-play}.test.ts',
];

/** Reports of recorded runs: no process, no load. */
const GOLDEN = 'tests/golden.test.ts';

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
    // The reports know no scenario but those that are made known to them.
    setupFiles: ['scenarios/index.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{scenarios,lib,build,reports,scripts,target}/**/*.test.ts', GOLDEN],
          // Pure logic: a process of its own for each file would cost more than the tests.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'end-to-end',
          include: ['tests/*.test.ts', 'tests/cluster/*.test.ts'],
          exclude: [...TIMED, GOLDEN],
          // They wait for processes to start and end, which takes little of a machine.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'timed', include: TIMED, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
