import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const stub = (name: string) => fileURLToPath(new URL(`./lib/stubs/${name}.ts`, import.meta.url));

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
    include: ['{lib,build,reports,scripts,target,tests}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
