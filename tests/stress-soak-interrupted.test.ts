/** Ctrl-C in a stress or soak run leaves a report of what was measured until then. */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Result } from '../reports/result-schema.ts';
import type { DetailsOf } from '../scenarios/details.ts';
import { EXIT } from '../scripts/lib/exit-codes.ts';
import { hasK6, k6Note } from './support/k6.ts';
import { Sandbox } from './support/runner.ts';

const sandbox = new Sandbox();
afterAll(() => sandbox.remove());

async function interrupted(
  scenario: string,
  settings: Readonly<Record<string, string>>,
  when: RegExp,
): Promise<{ code: number | null; result: Result; output: string }> {
  const run = sandbox.start([scenario, '--profile', 'smoke'], settings);
  await run.until(when);
  run.child.kill('SIGINT');
  const { code, output } = await run.ended;
  const result = JSON.parse(readFileSync(`${sandbox.resultsDir}/latest-${scenario}.json`, 'utf8')) as Result;
  return { code, result, output };
}

describe.skipIf(!hasK6)(`Ctrl-C${k6Note}`, () => {
  it('in a soak: the windows until then, and no verdict on trends that were too short to see', async () => {
    const { code, result, output } = await interrupted('soak', { K6_OUTPUT: '1' }, /running \(0*6\.\ds\)/);
    const details = result.details as unknown as DetailsOf<'soak'>;
    expect(code).toBe(EXIT.inconclusive);
    expect(details.windows.length).toBeGreaterThan(0);
    expect(details.windows[0]?.n).toBeGreaterThan(0);
    expect(details.trends.map(({ verdict }) => verdict)).not.toContain('stable');
    expect(result.notEstablished.join()).toMatch(/stopped after \d of 27 slices/);
    expect(output).toContain('AutWinmill performance · soak');
  }, 90_000);

  it('in a search: the trials until then, and what they have shown', async () => {
    const settings = {
      STRESS_MODE: 'search',
      WM_SCRIPT_PATH: 'f/perf/sleep',
      WM_SCRIPT_ARGS: '{"ms":50}',
    };
    const { code, result, output } = await interrupted('stress', settings, /trial 2: 20 users/);
    const details = result.details as unknown as DetailsOf<'stress'>;
    expect(code).toBe(EXIT.inconclusive);
    expect(details.mode).toBe('search');
    expect(details.steps.slice(0, 2).map(({ users, verdict }) => [users, verdict])).toEqual([
      [10, 'good'],
      [20, 'good'],
    ]);
    expect(details.maxUsers).toEqual({ good: 20, bad: null });
    expect(output).toMatch(/trial 1: 10 users \(doubling\): good/);
  }, 90_000);
});
