/**
 * Imports that a bundle evaluates late. k6 gives every virtual user a JavaScript world of its own and evaluates the
 * whole bundle in each: every function and object of a module costs memory once a user, needed there or not. So
 *
 *     import { f } from './m.ts' with { evaluate: 'first-call' };
 *
 * puts the module and what it imports into one function, which runs when an export of it, always a function of at most
 * four parameters, is first called. k6's own modules and the metrics, which k6 creates at the start of a user or never,
 * stay outside and are shared.
 */
import { dirname, join, relative } from 'node:path';
import { type BuildFailure, type BuildOptions, build, type OnLoadResult, type Plugin } from 'esbuild';

const ATTRIBUTE = 'first-call';
const NAMESPACE = 'deferred';
/** Modules whose evaluation belongs to the start of a virtual user. */
const SHARED = /\/metrics\/[\w-]+\.ts$/;

/** Statement of an import or of the exports, as esbuild prints them: at the start of a line, outside of any function. */
const IMPORT = /^import\s[^;]*;$/gm;
const EXPORTS = /^export \{([^}]*)\};$/m;

/**
 * Wraps a module into a function that is run late. Lines stay where they are, for the source map.
 * @param code of a bundle in ESM format, with imports of shared modules alone.
 */
export function deferred(code: string): string {
  const imports: string[] = [];
  const body = code.replace(IMPORT, (statement) => {
    imports.push(statement.replace(/\s+/g, ' '));
    return statement.replace(/[^\n]/g, '');
  });
  const names = (EXPORTS.exec(body)?.[1] ?? '').split(',').map((name) => name.trim());
  const forwarded = names
    .filter((name) => name !== '')
    .map((name) => `export const ${name} = (a, b, c, d) => (evaluated ??= evaluate()).${name}(a, b, c, d);`);
  const end = `return {${names.join(', ')}}; }; let evaluated; ${forwarded.join(' ')}`;
  return `${imports.join(' ')} const evaluate = () => {${body.replace(EXPORTS, () => end)}`;
}

const keepShared: Plugin = {
  name: 'keep-shared',
  setup: ({ onResolve }) => {
    onResolve({ filter: SHARED }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      external: true,
    }));
  },
};

/** @param options of the bundle that the module becomes a part of. */
export function deferredImports(options: BuildOptions): Plugin {
  return {
    name: 'deferred-imports',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^\./ }, ({ path, resolveDir, with: attributes }) => {
        const { evaluate } = attributes;
        if (evaluate === undefined) return null;
        if (evaluate !== ATTRIBUTE) {
          return { errors: [{ text: `evaluate: '${evaluate}' must be '${ATTRIBUTE}'` }] };
        }
        const file = join(resolveDir, path);
        const shown = relative(options.absWorkingDir ?? '', file);
        return { path: shown, namespace: NAMESPACE, pluginData: file };
      });
      onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ pluginData }): Promise<OnLoadResult> => {
        const file = String(pluginData);
        try {
          const inner = await build({ ...options, entryPoints: [file], write: false, plugins: [keepShared] });
          const code = inner.outputFiles?.[0]?.text ?? '';
          return { contents: deferred(code), loader: 'js', resolveDir: dirname(file) };
        } catch (error) {
          return { errors: (error as BuildFailure).errors };
        }
      });
    },
  };
}
