import { createHash } from 'node:crypto';
import { access, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Esbuild from 'esbuild';

/** A script's own imports and `windmill-client` go into the bundle; other packages are loaded once per thread. */
const BUNDLED_PACKAGE = 'windmill-client';

export interface BundleRequest {
  readonly content: string;
  readonly bundleDir: string;
  /** Folder whose `node_modules` holds what scripts import. */
  readonly projectRoot: string;
}

/** File of the bundled script, made on first use and found by its content from then on, whichever process made it. */
export async function bundleScript(request: BundleRequest): Promise<string> {
  const hash = createHash('sha256').update(request.content).digest('hex').slice(0, 32);
  const file = path.join(request.bundleDir, `${hash}.cjs`);
  if (await exists(file)) return file;
  const code = await compile(request);
  // Another process may be at it too: a rename makes either's file appear whole.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, file);
  return file;
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

async function compile({ content, projectRoot }: BundleRequest): Promise<string> {
  const require = createRequire(path.join(projectRoot, 'package.json'));
  const esbuild = require('esbuild') as typeof Esbuild;
  const built = await esbuild.build({
    stdin: { contents: content, loader: 'ts', resolveDir: projectRoot, sourcefile: 'main.ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
    plugins: [externalPackages],
  });
  const output = built.outputFiles[0];
  if (output === undefined) throw new Error('the bundler produced nothing');
  return output.text;
}

const externalPackages: Esbuild.Plugin = {
  name: 'external-packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, (args) => {
      return args.path === BUNDLED_PACKAGE || path.isAbsolute(args.path)
        ? undefined
        : { path: args.path, external: true };
    });
  },
};
