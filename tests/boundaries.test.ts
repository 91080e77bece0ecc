/**
 * The walls of the house: which folder may know which, and what a bundle may hold. A scenario is its folder; what several
 * share stands in `scenarios/shared/`, in `lib/` (inside k6) or in `reports/` (in Node), and none of these knows a
 * scenario by name.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { bundleNames, SUITE_ROOT } from '../build/bundler.ts';
import { SCENARIO_NAMES } from '../scenarios/index.ts';

interface Import {
  readonly from: string;
  readonly to: string;
  /** Only types: gone when the program runs. */
  readonly type: boolean;
}

/** Tests look at what they like, but those of `lib/` run where nothing else is. */
const isTest = (file: string) =>
  !file.startsWith('lib/') && /\.test\.ts$|(^|\/)testing\/|(^|[/-])fixtures?\.ts$/.test(file);

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.ts'], {
  cwd: SUITE_ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /^(k6|scenarios|lib|build|reports|scripts|target)\//.test(file) && !isTest(file));

const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'/gm;

const imports: readonly Import[] = files.flatMap((from) => {
  const text = readFileSync(join(SUITE_ROOT, from), 'utf8');
  return [...text.matchAll(IMPORT)].map(([, type, path = '']) => ({
    from,
    to: posix.normalize(posix.join(posix.dirname(from), path)),
    type: type !== undefined,
  }));
});

const folderOf = (file: string) => file.split('/')[0] ?? '';
const arrow = ({ from, to, type }: Import) => `${from} → ${to}${type ? ' (types)' : ''}`;

/** Folders that the files of a folder may import from, beside their own. */
const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  build: [],
  reports: ['lib'],
  scenarios: ['lib', 'reports'],
  k6: ['lib', 'scenarios'],
  target: ['lib'],
  scripts: ['build', 'lib', 'reports', 'scenarios', 'target'],
};

/** The scenario that a file belongs to; null for what all of them share. */
function scenarioOf(file: string): string | null {
  const [top, folder = ''] = file.split('/');
  return top === 'scenarios' && (SCENARIO_NAMES as readonly string[]).includes(folder) ? folder : null;
}

describe('the folders', () => {
  it.each(Object.entries(MAY_KNOW))('%s knows no other than %j', (folder, known) => {
    const strangers = imports.filter(
      ({ from, to, type }) =>
        folderOf(from) === folder &&
        folderOf(to) !== folder &&
        !known.includes(folderOf(to)) &&
        !(folder === 'target' && type && folderOf(to) === 'scenarios'),
    );
    expect(strangers.map(arrow)).toEqual([]);
  });

  it('a scenario knows no other scenario', () => {
    const strangers = imports.filter(({ from, to }) => {
      const [own, other] = [scenarioOf(from), scenarioOf(to)];
      return own !== null && other !== null && own !== other;
    });
    expect(strangers.map(arrow)).toEqual([]);
  });

  it('what scenarios share knows none of them', () => {
    const strangers = imports.filter(
      ({ from, to }) => from.startsWith('scenarios/shared/') && scenarioOf(to) !== null,
    );
    expect(strangers.map(arrow)).toEqual([]);
  });
});

/** When a module is evaluated does not change what a bundle holds; esbuild alone does not know the attribute. */
const withoutAttributes: Plugin = {
  name: 'without-attributes',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/(from '[^']+') with \{[^}]*\}/g, '$1'),
      loader: 'ts' as const,
    })),
};

describe('a bundle', () => {
  it.each(bundleNames())('of %s holds its own scenario, and nothing of Node', async (name) => {
    const { metafile } = await build({
      absWorkingDir: SUITE_ROOT,
      entryPoints: [`k6/${name}.ts`],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'neutral',
      external: ['k6', 'k6/*'],
      define: { __SUITE_VERSION__: '""', __REVISION__: '""' },
      outdir: 'dist',
      logLevel: 'silent',
      plugins: [withoutAttributes],
    });
    const inputs = Object.keys(metafile.inputs);
    const own = name.replace(/-kubernetes$/, '');
    const foreign = inputs.filter((file) => {
      const scenario = scenarioOf(file);
      return folderOf(file) === 'reports' || (scenario !== null && scenario !== own);
    });
    expect(foreign).toEqual([]);
    expect(inputs.some((file) => scenarioOf(file) === own)).toBe(true);
  });
});
