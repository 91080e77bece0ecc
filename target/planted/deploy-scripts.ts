import path from 'node:path';
import { build } from 'esbuild';
import type { Fixture } from '../supervisor/fixtures.ts';
import type { PlantedDefects } from './planted.ts';

/** The fixtures to deploy: the planted ones take the place of the healthy ones of their path. */
export async function plantFixtures(
  fixtures: readonly Fixture[],
  planted: PlantedDefects,
  targetDir: string,
): Promise<Fixture[]> {
  const replaced = new Map<string, string>();
  for (const { replaces, file } of planted.scripts()) {
    replaced.set(replaces, await compile(path.join(targetDir, 'planted', file)));
  }
  return fixtures.map(({ path: fixturePath, content }) => ({
    path: fixturePath,
    content: replaced.get(fixturePath) ?? content,
  }));
}

/** One file, as a deployed script has to be; packages stay imports. */
async function compile(file: string): Promise<string> {
  const built = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  });
  return built.outputFiles[0]?.text ?? '';
}
