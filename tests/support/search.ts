import { readFileSync } from 'node:fs';
import type { Result } from '../../reports/result-schema.ts';
import type { CapacityTarget } from './capacity.ts';
import { Sandbox } from './runner.ts';

interface RunnerRun {
  readonly result: Result;
  readonly output: string;
  readonly code: number | null;
}

/** Stress through the runner, which knows the machine, against a target that is there already. */
export async function stressThroughRunner(
  target: CapacityTarget,
  settings: Readonly<Record<string, string>>,
): Promise<RunnerRun> {
  const sandbox = new Sandbox();
  try {
    const { RESULTS_DIR: _, ...environment } = target.environment(settings);
    const ended = await sandbox.run(['stress'], environment);
    const path = `${sandbox.resultsDir}/latest-stress.json`;
    return {
      result: JSON.parse(readFileSync(path, 'utf8')) as Result,
      output: ended.output,
      code: ended.code,
    };
  } finally {
    await sandbox.remove();
  }
}

/** The same with `STRESS_MODE=search`. */
export function searchOn(
  target: CapacityTarget,
  settings: Readonly<Record<string, string>>,
): Promise<RunnerRun> {
  return stressThroughRunner(target, { ...settings, STRESS_MODE: 'search' });
}
