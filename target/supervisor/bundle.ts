import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';

export interface Programs {
  readonly api: string;
  readonly worker: string;
  readonly thread: string;
}

const OPTIONS: BuildOptions & { write: false } = {
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['pg-native', 'esbuild'],
  logLevel: 'silent',
  // Written here and not by the bundler, whose process may live on for a moment when this one is killed.
  write: false,
};

/**
 * Bundles programs: each then starts in a fraction of the time that transpiling its modules one by one would take.
 * Returns the text of each by its name.
 */
async function bundle(entryPoints: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const { outputFiles } = await build({ ...OPTIONS, entryPoints: { ...entryPoints }, outdir: 'programs' });
  return Object.fromEntries(outputFiles.map((file) => [path.basename(file.path, '.cjs'), file.text]));
}

/** Apart from the others, so that the database is on its way while they are bundled. Returns its text. */
export async function bundleGuardian(targetDir: string): Promise<string> {
  const { guardian = '' } = await bundle({ guardian: path.join(targetDir, 'postgres', 'guardian.ts') });
  return guardian;
}

/** Bundles the API and the worker into the run's folder and returns their files. */
export async function bundlePrograms(targetDir: string, runDir: string): Promise<Programs> {
  const texts = await bundle({
    api: path.join(targetDir, 'api', 'main.ts'),
    worker: path.join(targetDir, 'worker', 'main.ts'),
    thread: path.join(targetDir, 'worker', 'thread.ts'),
  });
  const file = (name: string) => {
    const place = path.join(runDir, `${name}.cjs`);
    writeFileSync(place, texts[name] ?? '');
    return place;
  };
  return { api: file('api'), worker: file('worker'), thread: file('thread') };
}
