import path from 'node:path';
import { build } from 'esbuild';

export interface Programs {
  readonly guardian: string;
  readonly api: string;
  readonly worker: string;
  readonly thread: string;
}

/**
 * Bundles the target's processes into the run's folder: each then starts in a fraction of the time that transpiling
 * its modules one by one would take.
 */
export async function bundlePrograms(targetDir: string, runDir: string): Promise<Programs> {
  const outdir = path.join(runDir, 'programs');
  await build({
    entryPoints: {
      guardian: path.join(targetDir, 'postgres', 'guardian.ts'),
      api: path.join(targetDir, 'api', 'main.ts'),
      worker: path.join(targetDir, 'worker', 'main.ts'),
      thread: path.join(targetDir, 'worker', 'thread.ts'),
    },
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['pg-native', 'esbuild'],
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  const file = (name: string) => path.join(outdir, `${name}.cjs`);
  return { guardian: file('guardian'), api: file('api'), worker: file('worker'), thread: file('thread') };
}
