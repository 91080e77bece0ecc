import { readFileSync } from 'node:fs';
import type { Result } from '../../reports/result-schema.ts';
import type { CapacityTarget } from './capacity.ts';
import { Sandbox } from './runner.ts';

/** `STRESS_MODE=search` through the runner, against a target that is there already. */
export async function searchOn(
  target: CapacityTarget,
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly result: Result; readonly output: string; readonly code: number | null }> {
  const sandbox = new Sandbox();
  try {
    const { RESULTS_DIR: _, ...environment } = target.environment({ ...settings, STRESS_MODE: 'search' });
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
