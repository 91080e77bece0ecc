/**
 * One import a bundle for each thing of k6. Left alone, esbuild keeps an import statement for every module that has one,
 * and k6 keeps what it makes of each (up to 2 KB) in every virtual user.
 */
import type { Plugin } from 'esbuild';

/** What modules of k6 export, as far as the suite uses them. Of others, e.g. extensions, imports stay as they are. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  k6: ['sleep', 'randomSeed'],
  'k6/crypto': ['default'],
  'k6/execution': ['default'],
  'k6/http': ['default'],
  'k6/metrics': ['Counter', 'Rate', 'Trend'],
};

const NAMESPACE = 'once';

/** Imports from k6 go through one module of the bundle each, which is esbuild's own way to share what it exports. */
export const singleImports: Plugin = {
  name: 'single-imports',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^k6(\/\w+)?$/ }, ({ path, namespace }) =>
      namespace !== NAMESPACE && path in EXPORTS ? { path, namespace: NAMESPACE } : null,
    );
    onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: `export { ${EXPORTS[path]?.join(', ')} } from '${path}';`,
    }));
  },
};
