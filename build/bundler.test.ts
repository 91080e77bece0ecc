import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BundleError, bundle, SUITE_ROOT, suiteVersion } from './bundler.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perf bundler '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sources(
  name: string,
  files: Readonly<Record<string, string>>,
): { sourceDir: string; outputDir: string } {
  const sourceDir = join(folder, name);
  mkdirSync(sourceDir, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(sourceDir, file), text);
  return { sourceDir, outputDir: join(folder, `${name} out`) };
}

/** What k6 itself has to provide, by the static imports of a bundle. */
const importsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/^import (?:[^"]*? from )?"([^"]+)";/gm)].map(
    (match) => match[1] ?? '',
  );

it('has a version that the changelog describes', () => {
  const [, newest] = /^## (\S+)/m.exec(readFileSync(join(SUITE_ROOT, 'CHANGELOG.md'), 'utf8')) ?? [];
  expect(newest).toBe(suiteVersion());
});

describe('bundle', () => {
  it('keeps k6 outside, takes the rest in, with a source map and what the suite is', async () => {
    const options = sources('good', {
      'one.ts':
        "import http from 'k6/http'; import { two } from './two.ts'; declare const __SUITE_VERSION__: string;\nexport default () => http.get(two + __SUITE_VERSION__);",
      'two.ts': 'export const two = 2;',
      'two.test.ts': 'not a scenario',
    });
    const [one = '', ...others] = await bundle({ ...options, only: ['one'] });
    expect(others).toEqual([]);
    const text = readFileSync(one, 'utf8');
    expect(importsOf(one)).toEqual(['k6/http']);
    expect(text).toContain(JSON.stringify(suiteVersion()));
    expect(text).toContain('//# sourceMappingURL=data:application/json;base64,');
  });

  it('removes the bundle of a scenario that is gone', async () => {
    const options = sources('gone', { 'one.ts': 'export default 1;', 'two.ts': 'export default 2;' });
    await bundle(options);
    rmSync(join(options.sourceDir, 'two.ts'));
    await bundle(options);
    expect(readdirSync(options.outputDir)).toEqual(['one.js']);
  });

  it('evaluates a deferred import when an export of it is called, once, and the metrics at the start', async () => {
    const options = sources('deferred', {
      'one.ts': `import { heavy } from './heavy.ts' with { evaluate: 'first-call' };
log('start'); log(heavy('a')); log(heavy('b'));`,
      'heavy.ts': `import { metric } from './metrics/all.ts';\nimport { add } from './add.ts';
log('heavy');\nconst seen: string[] = [];
export const heavy = (text: string) => { seen.push(text); return metric + add(seen.join('')); };`,
      'add.ts': 'export const add = (text: string) => text + "!";',
    });
    mkdirSync(join(options.sourceDir, 'metrics'));
    writeFileSync(
      join(options.sourceDir, 'metrics', 'all.ts'),
      "log('metric');\nexport const metric = 'm:';",
    );
    const [one = ''] = await bundle({ ...options, only: ['one'] });
    const logged: string[] = [];
    new Function('log', readFileSync(one, 'utf8'))((text: string) => logged.push(text));
    expect(logged).toEqual(['metric', 'start', 'heavy', 'm:a!', 'm:ab!']);
  });

  it('names file and line of a mistake, also of one behind a deferred import', async () => {
    const behind = sources('behind', {
      'one.ts': "import { a } from './a.ts' with { evaluate: 'first-call' };\na();",
      'a.ts': "import './none.ts';\nexport const a = () => 1;",
    });
    await expect(bundle({ ...behind, only: ['one'] })).rejects.toThrow(/a\.ts:1:\d+: Could not resolve/);
    const options = sources('bad', { 'one.ts': "import './none.ts';\nexport default 1;" });
    await expect(bundle(options)).rejects.toThrow(BundleError);
    await expect(bundle(options)).rejects.toThrow(/one\.ts:1:\d+: Could not resolve "\.\/none\.ts"/);
  });

  it('builds every scenario; none but the Kubernetes bundles needs an extension of k6', async () => {
    const started = performance.now();
    const files = await bundle({ outputDir: join(folder, 'all') });
    expect(performance.now() - started).toBeLessThan(10_000);
    for (const file of files.filter((path) => !path.endsWith('-kubernetes.js'))) {
      expect([file, ...importsOf(file).filter((name) => !/^k6(\/(?!x\/).*)?$/.test(name))]).toEqual([file]);
    }
  });
});
