import { performance } from 'node:perf_hooks';
import { parseSettings } from '../../scenarios/settings.ts';
import type { Configuration } from '../lib/configuration.ts';
import { InterruptedError, messageOf, UsageError } from '../lib/errors.ts';
import type { Interruption } from '../lib/interruption.ts';
import type { Prepared } from '../lib/run-all.ts';
import { runScenario } from '../lib/run-scenario.ts';
import { parseRunnerSettings } from '../lib/runner-settings.ts';
import { bundleOf } from '../lib/scenario-bundle.ts';
import { startBreakOff } from './break-off.ts';
import { HAS_IDLE_PRIORITY, startBusyNeighbours } from './busy-neighbour.ts';
import { startCpuThief } from './cpu-thief.ts';
import { findings, meetsExpectation } from './judge-row.ts';
import type { SelftestRow } from './rows.ts';

export interface RowOutcome {
  readonly row: SelftestRow;
  readonly ok: boolean;
  readonly seconds: number;
  /** What the run showed, or why there was none. */
  readonly seen: string;
  readonly runFolder: string | null;
}

/**
 * What the self-test itself puts beside the load. The healthy target has neighbours at idle priority, which take nothing
 * from it: a run that they harm, or that blames them, is wrong.
 */
function plantBeside(row: SelftestRow, k6Pid: number): () => void {
  if (row.defect === null && HAS_IDLE_PRIORITY) return startBusyNeighbours('idle');
  if (row.plantedBy !== 'selftest') return () => undefined;
  if (row.defect === 'broken-off') return startBreakOff(k6Pid);
  return row.defect === 'busy-neighbour' ? startBusyNeighbours('normal') : startCpuThief(k6Pid);
}

/** Runs one row; a run that cannot be carried out is a row that was missed. Throws InterruptedError after a Ctrl-C. */
export async function runRow(
  row: SelftestRow,
  configuration: Configuration,
  prepared: Prepared,
  interruption: Interruption,
): Promise<RowOutcome> {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  let stopBeside: () => void = () => undefined;
  try {
    const environment = { ...configuration.environment, ...row.settings };
    const parsed = parseSettings(environment);
    if (!parsed.ok) throw new UsageError(parsed.problems);
    const outcome = await runScenario({
      scenario: row.scenario,
      configuration: {
        ...configuration,
        environment,
        settings: parsed.settings,
        runner: parseRunnerSettings(environment).settings,
        defects: row.defect !== null && row.plantedBy === 'target' ? [row.defect] : [],
      },
      k6: prepared.k6,
      bundle: bundleOf(row.scenario, configuration.settings, prepared.bundles),
      interruption,
      showProgress: false,
      onLoadStarted: (pid) => {
        stopBeside = plantBeside(row, pid);
      },
      onLoadEnded: () => stopBeside(),
    });
    if (interruption.requested) throw new InterruptedError();
    const { result, exitCode, runFolder, notes } = outcome;
    if (result === null) return { row, ok: false, seconds: seconds(), seen: notes.join('; '), runFolder };
    const seen = [findings(result), ...notes].join('; ');
    return { row, ok: meetsExpectation(row, result, exitCode), seconds: seconds(), seen, runFolder };
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    return { row, ok: false, seconds: seconds(), seen: messageOf(error), runFolder: null };
  } finally {
    stopBeside();
  }
}
