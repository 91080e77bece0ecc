/** Bundles `k6/*.ts` into `dist/k6/*.js`, the files that `k6 run` takes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildFailure, type BuildOptions, build } from 'esbuild';
import { deferredImports } from './deferred-imports.ts';
import { singleImports } from './single-imports.ts';

/** The suite's own folder. */
export const SUITE_ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A mistake in the sources of a bundle; the message has file, line and text of each. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

export interface BundleOptions {
  /** Folder with one entry file a scenario. */
  readonly sourceDir?: string;
  /** Folder that receives the bundles; emptied of bundles whose source is gone. */
  readonly outputDir?: string;
  /** Names (without `.ts`) to bundle; all of them by default. */
  readonly only?: readonly string[];
}

/** Version of the suite as package.json states it. */
export function suiteVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(SUITE_ROOT, 'package.json'), 'utf8'));
  const version = (manifest as { readonly version?: unknown }).version;
  return typeof version === 'string' ? version : '0.0.0';
}

/**
 * Git revision of the suite, `-dirty` appended when tracked files differ from it; `unknown` outside a checkout
 * (a downloaded archive, a container image without git).
 */
export function gitRevision(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: SUITE_ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    const revision = git('rev-parse', '--short=12', 'HEAD');
    return git('status', '--porcelain', '--untracked-files=no') === '' ? revision : `${revision}-dirty`;
  } catch {
    return process.env.GITHUB_SHA?.slice(0, 12) ?? 'unknown';
  }
}

/** Names of the entry files in a folder, without `.ts`. */
export function bundleNames(sourceDir = join(SUITE_ROOT, 'k6')): string[] {
  return readdirSync(sourceDir)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.d.ts'))
    .map((file) => basename(file, '.ts'))
    .sort();
}

/**
 * Bundles every scenario; returns the absolute paths of the bundles. Always builds: all of them take far less than
 * a second, less than it takes to be wrong about what is stale. Throws BundleError on a mistake in the sources.
 */
export async function bundle(options: BundleOptions = {}): Promise<string[]> {
  const sourceDir = options.sourceDir ?? join(SUITE_ROOT, 'k6');
  const outputDir = options.outputDir ?? join(SUITE_ROOT, 'dist', 'k6');
  const existing = bundleNames(sourceDir);
  const names =
    options.only === undefined ? existing : existing.filter((name) => options.only?.includes(name));
  mkdirSync(outputDir, { recursive: true });
  // k6 does not create folders: a summary written into a missing one is lost with exit code 0.
  mkdirSync(join(SUITE_ROOT, 'reports', 'results'), { recursive: true });
  for (const file of readdirSync(outputDir)) {
    if (file.endsWith('.js') && !existing.includes(basename(file, '.js'))) rmSync(join(outputDir, file));
  }
  try {
    const options = bundleOptions();
    await build({
      ...options,
      entryPoints: names.map((name) => ({ in: join(sourceDir, `${name}.ts`), out: name })),
      outdir: outputDir,
      plugins: [deferredImports(options), singleImports],
    });
  } catch (error) {
    throw asBundleError(error);
  }
  return names.map((name) => join(outputDir, `${name}.js`));
}

function bundleOptions(): BuildOptions {
  return {
    absWorkingDir: SUITE_ROOT,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    // k6's engine has neither of them.
    supported: { 'for-await': false, 'async-generator': false },
    external: ['k6', 'k6/*'],
    sourcemap: 'inline',
    loader: { '.json': 'json' },
    define: {
      __SUITE_VERSION__: JSON.stringify(suiteVersion()),
      __REVISION__: JSON.stringify(gitRevision()),
    },
    logLevel: 'silent',
  };
}

function asBundleError(error: unknown): unknown {
  const failures = (error as Partial<BuildFailure>).errors;
  if (!Array.isArray(failures)) return error;
  const lines = failures.map(({ location, text }) =>
    location === null ? text : `${location.file}:${location.line}:${location.column}: ${text}`,
  );
  return new BundleError(`The scenarios could not be bundled:\n  ${lines.join('\n  ')}`);
}
