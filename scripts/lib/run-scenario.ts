/** One run of one scenario, from an empty folder to its report. */
import { existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Segment, segmentText } from '../../lib/generators/segment.ts';
import { createMask } from '../../lib/mask.ts';
import { secretsOf } from '../../lib/settings/settings.ts';
import { buildReport, type ReportOptions } from '../../reports/build-report.ts';
import { logSizes } from '../../reports/logs/log-scan.ts';
import { RUN_FILE } from '../../reports/run-folder.ts';
import { faultProblemsOf } from '../../scenarios/faults.ts';
import { isUntimed, type ScenarioName } from '../../scenarios/index.ts';
import { probingNotice } from '../../scenarios/security/load/areas.ts';
import type { AllSettings } from '../../scenarios/settings.ts';
import { parseSettings, SCENARIO_SETTINGS } from '../../scenarios/settings.ts';
import { LIKE } from '../../target/like.ts';
import type { Configuration } from './configuration.ts';
import { type EmbeddedTarget, startEmbeddedTarget } from './embedded-target.ts';
import { jobsAreProcesses, rescueEnvironment, timesOfRun } from './embedded-times.ts';
import { CouldNotRunError, InterruptedError, UsageError } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import { repairFaults } from './fault-repair.ts';
import { runGenerators } from './generators/run-generators.ts';
import { generatorVariables } from './generators/variables.ts';
import type { Interruption } from './interruption.ts';
import { k6Environment } from './k6-environment.ts';
import { describeK6Exit, k6Errors } from './k6-exit.ts';
import type { FoundK6 } from './k6-finder.ts';
import { type K6Ended, type K6Run, runK6 } from './k6-process.ts';
import { planOf } from './live/plans.ts';
import { maskFiles } from './masking.ts';
import { judgeRun, type ScenarioOutcome } from './outcome.ts';
import { preflight } from './preflight.ts';
import { warnUnlessIdle } from './processor/warnings.ts';
import { closeAll, openSources, ResourceWatch } from './resources/watch.ts';
import { createRunFolder } from './run-folder.ts';
import { writeRunRecord } from './run-record.ts';
import { needsDisruptor } from './scenario-bundle.ts';
import { staleFixtures } from './stale-fixtures.ts';
import { runStressSearch } from './stress-search.ts';
import { isStressSearch } from './stress-search-mode.ts';
import { targetProcesses, unknownNote } from './target-processes.ts';

export interface ScenarioRun {
  readonly scenario: ScenarioName;
  readonly configuration: Configuration;
  readonly k6: FoundK6;
  /** Absolute path of the bundle. */
  readonly bundle: string;
  readonly interruption: Interruption;
  /** Whether k6's progress and the report's answer go to the terminal. */
  readonly showProgress: boolean;
  /** Called with k6's process id once it runs. */
  readonly onLoadStarted?: (pid: number) => void;
  readonly onLoadEnded?: () => void;
}

function startTarget(run: ScenarioRun): Promise<EmbeddedTarget> {
  const { settings, runner, defects, defectParams } = run.configuration;
  return startEmbeddedTarget({
    tenants: settings.tenantCount,
    workers: runner.workers,
    databaseUrl: runner.databaseUrl,
    like: runner.embeddedLike,
    jobProcess: jobsAreProcesses(settings, runner),
    times: timesOfRun(run.scenario, settings, runner),
    defects,
    defectParams,
    signal: run.interruption.signal,
  });
}

function rescueOf({ scenario, configuration }: ScenarioRun): Record<string, string> {
  const { settings, runner, environment } = configuration;
  return rescueEnvironment(timesOfRun(scenario, settings, runner), environment);
}

/** Every defect of the embedded target, those of a system that it is like among them. */
function plantedBy({ runner, defects }: Configuration): readonly string[] {
  return [...(runner.embeddedLike === null ? [] : LIKE[runner.embeddedLike]), ...defects];
}

function liveOf(
  run: ScenarioRun,
  settings: AllSettings,
  targetDied: () => boolean,
): NonNullable<K6Run['live']> {
  const { scenario } = run;
  return { name: scenario, plan: planOf(scenario, settings), language: settings.reportLang, targetDied };
}

/** The settings as the bundle will see them, the target's among them. */
function effectiveSettings(environment: Readonly<Record<string, string>>): AllSettings {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new UsageError(outcome.problems);
  return outcome.settings;
}

/** k6 left no summary: keeps the folder only where something was measured, and says what k6 said. */
function withoutSummary(run: ScenarioRun, folder: string, ended: K6Ended): ScenarioOutcome {
  if (run.interruption.requested) {
    rmSync(folder, { recursive: true, force: true });
    throw new InterruptedError();
  }
  const said = k6Errors(ended.log);
  const reason = ended.exitCode === 0 ? 'k6 wrote no summary' : describeK6Exit(ended);
  const message = said.length === 0 ? reason : `${reason}: ${said.join('; ')}`;
  const wasRunning = ended.exitCode === null;
  if (!wasRunning) {
    rmSync(folder, { recursive: true, force: true });
    throw new CouldNotRunError(message);
  }
  return {
    scenario: run.scenario,
    exitCode: EXIT.couldNotRun,
    runFolder: folder,
    result: null,
    notes: [`${message}; what was recorded until then is in the run's folder`],
  };
}

async function report(
  run: ScenarioRun,
  folder: string,
  ended: K6Ended,
  secrets: readonly string[],
  logs: Pick<ReportOptions, 'logFiles' | 'logStarts'>,
): Promise<ScenarioOutcome> {
  const { settings, runner, resultsDir } = run.configuration;
  const { result, consoleText } = await buildReport({
    runFolder: folder,
    language: settings.reportLang,
    resultsDir,
    // A set is compared as a whole, once it is complete.
    baseline: runner.repeat > 1 ? undefined : runner.baseline,
    secrets,
    targetUrl: settings.baseUrl ?? undefined,
    ...logs,
  });
  if (run.showProgress) process.stdout.write(`\n${consoleText}\n`);
  const { exitCode, notes } = judgeRun(result, ended, {
    interrupted: run.interruption.requested,
    errors: k6Errors(ended.log),
  });
  return { scenario: run.scenario, exitCode, runFolder: folder, result, notes };
}

/** One machine's share of a load: it has a verdict only together with the others. */
function shareOf({ scenario }: ScenarioRun, folder: string, segment: Segment): ScenarioOutcome {
  const note =
    `share ${segmentText(segment)} is in ${folder}; it has no verdict of its own: ` +
    'bring those of all machines together, and npm run report -- --merge FOLDER… makes one result of them';
  return { scenario, exitCode: EXIT.inconclusive, runFolder: folder, result: null, notes: [note] };
}

/** A system that was only just repaired is given this long before it is asked anything. */
const AFTER_REPAIR_MS = 3_000;

/** In pods only an agent can end what another was told to do: by a k6 that does that and nothing else. */
async function repairPods(run: ScenarioRun, settings: AllSettings, folder: string): Promise<void> {
  const { environment } = k6Environment(process.env, run.configuration.environment, {
    runDir: folder,
    runId: basename(folder),
    targetKind: 'external',
    target: {},
    generators: { PERF_PART: 'repair' },
  });
  await runK6({
    k6Path: run.k6.path,
    bundle: run.bundle,
    runFolder: folder,
    environment,
    showProgress: false,
    mask: createMask(secretsOf(settings, SCENARIO_SETTINGS)),
    interruption: run.interruption,
    targetPids: null,
  });
}

/** Takes away faults that a killed run of this suite has left. `signal` set: and waits, since a run is to follow. */
async function repair(run: ScenarioRun, settings: AllSettings, signal: AbortSignal | null): Promise<void> {
  const left = await repairFaults(run.scenario, settings);
  for (const what of left) console.error(`A run that did not get to its end had left ${what}: repaired`);
  if (left.length > 0 && signal !== null) {
    await setTimeout(AFTER_REPAIR_MS, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * Runs a scenario. The target is started for it (where none is configured) and stopped after it, whatever happens.
 * Throws UsageError, CouldNotRunError or InterruptedError where it did not come to a load; then no folder is left.
 */
export async function runScenario(run: ScenarioRun): Promise<ScenarioOutcome> {
  const { configuration, interruption } = run;
  const folder = createRunFolder(configuration.resultsDir, run.scenario);
  let target: EmbeddedTarget | null = null;
  const killTarget = interruption.onSecond(() => target?.kill());
  let measured = false;
  const noWatch = () => Promise.resolve();
  let stopWatch = noWatch;
  try {
    if (interruption.requested) throw new InterruptedError();
    if (configuration.settings.baseUrl === null) target = await startTarget(run);
    const targetEnvironment = target === null ? {} : { ...target.environment(), ...rescueOf(run) };
    const settings = effectiveSettings({ ...configuration.environment, ...targetEnvironment });
    const lacking = faultProblemsOf(run.scenario, settings);
    if (lacking.length > 0) throw new UsageError(lacking);
    if (target === null) {
      await repair(run, settings, interruption.signal);
      if (needsDisruptor(run.scenario, settings)) await repairPods(run, settings, folder);
    }
    await preflight(settings, run.scenario, interruption.signal);
    if (target === null) {
      for (const note of await staleFixtures(settings, interruption.signal)) console.error(`Note: ${note}`);
    }
    const watched = await openSources(settings, target === null);
    stopWatch = () => closeAll(watched.open);
    for (const note of watched.notes) console.error(`Note: ${note}`);
    const { environment, dropped } = k6Environment(process.env, configuration.environment, {
      runDir: folder,
      runId: basename(folder),
      targetKind: target === null ? 'external' : 'embedded',
      target: targetEnvironment,
      generators: generatorVariables(run.configuration.runner),
    });
    for (const name of dropped)
      console.error(`Note: ${name} is set, but would change the scenario: left out`);
    if (run.scenario === 'security') console.log(probingNotice(settings.baseUrl ?? ''));
    const mask = createMask(secretsOf(settings, SCENARIO_SETTINGS));
    const logStarts = await logSizes(settings.logFiles);
    const { pids: targetPids, unknown: processesUnknown } = targetProcesses(
      target,
      settings.baseUrl,
      configuration.runner.localTargetPids,
    );
    const note = isUntimed(run.scenario) ? null : unknownNote(processesUnknown);
    if (run.showProgress && note !== null) console.error(note);
    if (run.showProgress && targetPids !== null && !isUntimed(run.scenario)) {
      await warnUnlessIdle(
        targetPids,
        (line) => console.error(line),
        interruption.signal,
        settings.reportLang,
      );
    }
    measured = true;
    const { generators, segment } = run.configuration.runner;
    const searches = isStressSearch(run.scenario, settings);
    const load = {
      k6Path: run.k6.path,
      bundle: run.bundle,
      runFolder: folder,
      environment,
      showProgress: run.showProgress,
      mask,
      interruption,
      targetPids,
      ...(configuration.runner.k6Output ? {} : { live: liveOf(run, settings, () => target?.died ?? false) }),
      ...(run.onLoadStarted === undefined ? {} : { onStarted: run.onLoadStarted }),
    };
    const watch =
      watched.open.length === 0 ? null : new ResourceWatch(watched.open, join(folder, RUN_FILE.resources));
    stopWatch = () => watch?.stop() ?? Promise.resolve();
    const ended = searches
      ? await runStressSearch({ ...load, settings, runId: basename(folder) })
      : generators > 1
        ? await runGenerators({ ...load, generators, runId: basename(folder) })
        : await runK6(segment === null ? load : { ...load, segment });
    run.onLoadEnded?.();
    await stopWatch();
    stopWatch = noWatch;
    // k6 may have been killed in mid-fault; an embedded target goes with its faults.
    if (target === null) await repair(run, settings, null);
    writeRunRecord(folder, {
      k6: run.k6,
      ended,
      interrupted: interruption.requested,
      target,
      defects: plantedBy(configuration),
      baseUrl: settings.baseUrl,
      processesUnknown,
    });
    maskFiles(folder, mask);
    if (!existsSync(join(folder, RUN_FILE.summary))) return withoutSummary(run, folder, ended);
    if (segment !== null) return shareOf(run, folder, segment);
    return await report(run, folder, ended, secretsOf(settings, SCENARIO_SETTINGS), {
      logFiles: settings.logFiles,
      logStarts,
    });
  } catch (error) {
    if (!measured) rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    killTarget();
    await stopWatch();
    await target?.stop();
  }
}
