import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUITE_ROOT } from '../build/bundler.ts';
import { hasK6, k6Note } from './support/k6.ts';
import { type Ended, Sandbox, startCommand } from './support/runner.ts';

const sandbox = new Sandbox();
afterAll(() => sandbox.remove());

const jsonOf = (...path: readonly string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));
const runFolder = (suffix: string) => {
  const name = readdirSync(sandbox.resultsDir).find((entry) => entry.endsWith(suffix));
  return join(sandbox.resultsDir, name ?? 'no run');
};
const report = (args: readonly string[]) =>
  startCommand(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(SUITE_ROOT, 'scripts', 'report.ts'), ...args],
    sandbox.environment(),
  ).ended;

describe.skipIf(!hasK6)(`GENERATORS=2${k6Note}`, () => {
  let ended: Ended;
  const users = 6;

  beforeAll(async () => {
    ended = await sandbox.run(['normal'], {
      GENERATORS: '2',
      USERS: String(users),
      DURATION: '4',
      THINK_TIME: '0.2-0.4',
      PROFILE: 'smoke',
    });
  }, 120_000);

  it('makes one run of both, with the journeys of both', () => {
    expect(ended.output).toMatch(/merged\s+from\s+2\s+generators/);
    const folder = runFolder('-normal');
    const parts = readdirSync(join(folder, 'generators')).map((name) =>
      jsonOf(folder, 'generators', name, 'summary.json'),
    );
    expect(parts.map(({ segment }) => segment)).toEqual([
      { index: 1, of: 2 },
      { index: 2, of: 2 },
    ]);
    const result = jsonOf(folder, 'result.json');
    const jobs = (summary: (typeof parts)[number]) =>
      summary.k6.metrics['jobs_completed{phase:measured}'].values.count;
    expect(result.generators).toBe(2);
    expect(result.traffic.jobs.completed).toBe(jobs(parts[0]) + jobs(parts[1]));
    expect(parts.every((summary) => jobs(summary) > 0)).toBe(true);
    expect(jsonOf(folder, 'summary.json').k6.metrics.vus.values.max).toBeGreaterThanOrEqual(users);
  });

  it('begins at one moment, after one set-up', () => {
    const { generators } = jsonOf(runFolder('-normal'), 'summary.json');
    const starts = generators.parts.map((part: { startedAt: string }) => Date.parse(part.startedAt));
    expect(Math.abs(starts[0] - starts[1])).toBeLessThan(3000);
    expect(existsSync(join(runFolder('-normal'), 'setup.json'))).toBe(false);
  });

  it('is merged again from a folder of downloads, and each part alone is refused', async () => {
    const downloads = join(sandbox.folder, 'downloads');
    cpSync(join(runFolder('-normal'), 'generators'), downloads, { recursive: true });
    const merged = await report(['--merge', downloads]);
    expect(merged.output).toMatch(/merged\s+from\s+2\s+generators/);
    const again = jsonOf(runFolder('-normal-merged'), 'result.json');
    expect(again.traffic).toEqual(jsonOf(runFolder('-normal'), 'result.json').traffic);
    const [one = ''] = readdirSync(downloads);
    const alone = await report(['--merge', join(downloads, one)]);
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringMatching(/is a single run: --merge takes/)]);
    const twice = await report(['--merge', join(downloads, one), join(downloads, one)]);
    expect([twice.code, twice.stderr]).toEqual([2, expect.stringMatching(/was given twice/)]);
  });

  it('is refused for what takes one generator, before anything is started', async () => {
    const refused = await sandbox.run(['security'], { GENERATORS: '2' });
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/GENERATORS: security takes one generator, since its probes are sent once/),
    ]);
  });
});
