import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../scripts/lib/exit-codes.ts';
import { hasK6, k6Note } from './support/k6.ts';
import { type StandIn, startStandIn } from './support/windmill-stand-in.ts';
import { findStep, holds, type Played, play, readWorkflow, stepsOf } from './support/workflow.ts';

const workflow = readWorkflow('performance');
const run = findStep(workflow, 'Run');
const resultsDir = mkdtempSync(join(tmpdir(), 'workflow-results-'));
/** Stands in where it does not matter what is loaded: it is there at once. */
let windmill: StandIn;
beforeAll(async () => {
  windmill = await startStandIn();
});
afterAll(async () => {
  await windmill.close();
  rmSync(resultsDir, { recursive: true, force: true });
});

/** Runs take seconds on a quiet machine; a busy one must not turn that into a failure. */
const TIME_LIMIT = 120_000;
const QUICK = { DURATION: '2', THINK_TIME: '0.01' };

/** What GitHub puts into the variables of the step for these inputs, on an embedded target. */
function variables(given: Readonly<Record<string, string>>): Record<string, string> {
  const empty = Object.fromEntries(Object.keys(run.env ?? {}).map((name) => [name, '']));
  return { ...empty, PROFILE: 'smoke', REPEAT: '1', RESULTS_DIR: resultsDir, ...given };
}

/** Names of the steps that tell how the run ended, for the exit code that it left. */
const endings = (played: Played) =>
  stepsOf(workflow)
    .filter((step) => step.if?.startsWith('steps.run.outputs.exit-code') && holds(step.if, played.outputs))
    .map((step) => step.name);

/** The result of the newest run, as its file has it. */
function newestResult(): { readonly folder: string; readonly verdict: Verdict } {
  const folder = join(
    resultsDir,
    readdirSync(resultsDir)
      .filter((name) => name.endsWith('-baseline'))
      .sort()
      .at(-1) ?? '',
  );
  return {
    folder,
    ...(JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as { verdict: Verdict }),
  };
}
type Verdict = 'pass' | 'fail' | 'inconclusive';

/** What the workflow makes of a verdict. A busy machine can make any of them out of a healthy run. */
const MADE_OF: Readonly<Record<Verdict, { readonly code: number; readonly endings: readonly string[] }>> = {
  pass: { code: EXIT.pass, endings: [] },
  fail: { code: EXIT.fail, endings: ['Failed: a criterion was not met'] },
  inconclusive: {
    code: EXIT.inconclusive,
    endings: ['No verdict: the run was inconclusive or had to be discarded'],
  },
};

describe(`the Run step, played with bash${k6Note}`, () => {
  it.skipIf(!hasK6)(
    'runs a scenario on the embedded target and puts its result on the page',
    async () => {
      const played = await play(run, variables({ SCENARIO: 'baseline', ...QUICK }));
      const { folder, verdict } = newestResult();
      expect([played.exitCode, played.outputs]).toEqual([0, { 'exit-code': String(MADE_OF[verdict].code) }]);
      expect(endings(played)).toEqual(MADE_OF[verdict].endings);
      expect(played.summary).toContain('baseline');
      expect(played.log).toMatch(/^::(notice|warning|error) title=baseline%3A /m);
      expect(readdirSync(folder)).toEqual(
        expect.arrayContaining(['summary.json', 'result.json', 'report.md', 'k6.log']),
      );
    },
    TIME_LIMIT,
  );

  it.skipIf(!hasK6)(
    'tells a criterion that was not met',
    async () => {
      const played = await play(
        run,
        variables({ SCENARIO: 'baseline', SLO_P95_MS: '1', ...QUICK, ...windmill.environment }),
      );
      const { verdict } = newestResult();
      expect(verdict).not.toBe('pass');
      expect([played.exitCode, played.outputs['exit-code']]).toEqual([0, String(MADE_OF[verdict].code)]);
      expect(endings(played)).toEqual(MADE_OF[verdict].endings);
      expect(played.log).toMatch(/^::error title=baseline%3A /m);
    },
    TIME_LIMIT,
  );

  it('tells a mistake in the inputs, every one of them', async () => {
    const typed = { SCENARIO: 'baseline', WM_BASE_URL: 'http://windmill.example', REPEAT: 'often' };
    const played = await play(run, variables(typed));
    expect([played.exitCode, played.outputs['exit-code']]).toEqual([0, String(EXIT.usage)]);
    expect(endings(played)).toEqual(['Not run: a mistake in the inputs or settings']);
    expect(played.log).toContain('PERF_ALLOWED_HOSTS');
    expect(played.log).toContain('REPEAT is "often"');
    expect(played.summary).toBe('');
  });

  it('takes a hostile input for a value, never for a command', async () => {
    const file = join(resultsDir, 'pwned');
    const played = await play(run, variables({ SCENARIO: `baseline; touch ${file} $(touch ${file})` }));
    expect(played.outputs['exit-code']).toBe(String(EXIT.usage));
    expect(existsSync(file)).toBe(false);
  });

  it('tells a missing k6 from a failure of the target', async () => {
    const played = await play(run, variables({ SCENARIO: 'baseline', K6_BIN: join(resultsDir, 'no-k6') }));
    expect(played.outputs['exit-code']).toBe(String(EXIT.couldNotRun));
    expect(endings(played)).toEqual(['Not run: k6 or the target was not there']);
  });

  it.skipIf(!hasK6)(
    'ends as after Ctrl-C when the workflow is cancelled',
    async () => {
      let cancelled = false;
      const played = await play(
        run,
        variables({ SCENARIO: 'baseline', K6_OUTPUT: '1', ...windmill.environment }),
        {
          onOutput: (log, pid) => {
            if (cancelled || !/running \(0?2/.test(log)) return;
            cancelled = true;
            process.kill(pid, 'SIGINT');
          },
        },
      );
      expect([played.exitCode, played.outputs['exit-code']]).toEqual([0, String(EXIT.inconclusive)]);
      expect(endings(played)).toEqual(MADE_OF.inconclusive.endings);
    },
    TIME_LIMIT,
  );
});
