/**
 * `make selftest`: does the suite find what it exists to find? Every planted defect against the scenario that must
 * catch it, and the healthy target against every scenario, which must pass.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleNames, SUITE_ROOT } from '../build/bundler.ts';
import { SCENARIO_NAMES } from '../scenarios/index.ts';
import { isLikeName, LIKE_NAMES } from '../target/like.ts';
import { DEFECTS, isDefectName } from '../target/planted/index.ts';
import { type Configuration, readConfiguration } from './lib/configuration.ts';
import { CouldNotRunError, UsageError } from './lib/errors.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { Interruption } from './lib/interruption.ts';
import { type Prepared, prepare } from './lib/run-all.ts';
import { runMain } from './lib/run-main.ts';
import { matrix } from './selftest/matrix.ts';
import { batches, expectation, plantedName, type SelftestRow, selftestRows } from './selftest/rows.ts';
import { type RowOutcome, runRow } from './selftest/run-row.ts';

const CACHE = join(SUITE_ROOT, '.cache');
const USAGE = `Usage: make selftest [ARGS="--list | --healthy | --only NAME…"]
  --list     print the rows without running them
  --healthy  only the healthy target
  --only     only these defects, scenarios or systems that the target is like`;

function chosenRows(args: readonly string[]): { rows: SelftestRow[]; listOnly: boolean } | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      list: { type: 'boolean' },
      healthy: { type: 'boolean' },
      only: { type: 'string', multiple: true },
    },
  });
  if (values.help === true) return null;
  const scenarios = SCENARIO_NAMES.filter((name) => bundleNames().includes(name));
  const names = [...(values.only ?? []), ...positionals].flatMap((name) => name.split(','));
  const unknown = names.filter(
    (name) => !isDefectName(name) && !isLikeName(name) && !scenarios.some((known) => known === name),
  );
  if (unknown.length > 0) {
    const valid = [...Object.keys(DEFECTS), ...LIKE_NAMES, ...scenarios].join(', ');
    throw new UsageError(
      unknown.map((name) => `unknown defect or scenario ${JSON.stringify(name)}; must be one of ${valid}`),
    );
  }
  const rows = selftestRows(scenarios).filter(({ defect, like, scenario }) => {
    if (values.healthy === true && (defect ?? like) !== null) return false;
    return (
      names.length === 0 || [scenario, defect, like].some((name) => name !== null && names.includes(name))
    );
  });
  return { rows, listOnly: values.list === true };
}

/** Settings of the self-test: short runs on the embedded target, whatever the user's own settings are. */
function selftestConfiguration(resultsDir: string): Configuration {
  const emptyEnvFile = join(CACHE, 'selftest.env');
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(emptyEnvFile, '');
  const { K6_BIN, K6_DOWNLOAD_URL, K6_SHA256, K6_CACHE_DIR, DATABASE_URL } = process.env;
  const configuration = readConfiguration(['baseline', '--profile', 'smoke', '--results-dir', resultsDir], {
    PERF_ENV_FILE: emptyEnvFile,
    K6_BIN,
    K6_DOWNLOAD_URL,
    K6_SHA256,
    K6_CACHE_DIR,
    DATABASE_URL,
  });
  if (configuration === null) throw new Error('unreachable');
  return configuration;
}

/** k6 and the bundles, or null where there is no k6 and none is demanded. */
async function prepareOrSkip(
  configuration: Configuration,
  interruption: Interruption,
): Promise<Prepared | null> {
  try {
    return await prepare(configuration, interruption);
  } catch (error) {
    if (!(error instanceof CouldNotRunError) || process.env.REQUIRE_K6 === '1') throw error;
    console.log(`Self-test skipped: ${error.message}`);
    return null;
  }
}

function writeTotals(outcomes: readonly RowOutcome[], skipped: number): void {
  const passed = outcomes.filter(({ ok }) => ok).length;
  const totals = { passed, failed: outcomes.length - passed, skipped };
  writeFileSync(join(CACHE, 'selftest.json'), `${JSON.stringify({ ...totals, rows: outcomes }, null, 2)}\n`);
}

await runMain(async (): Promise<ExitCode> => {
  let chosen: ReturnType<typeof chosenRows>;
  try {
    chosen = chosenRows(process.argv.slice(2));
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError([error instanceof Error ? error.message : USAGE]);
  }
  if (chosen === null) {
    console.log(USAGE);
    return EXIT.pass;
  }
  const { rows, listOnly } = chosen;
  if (listOnly) {
    for (const row of rows) console.log(`${plantedName(row)}  ${row.scenario}  ${expectation(row)}`);
    return EXIT.pass;
  }
  const resultsDir = join(CACHE, 'selftest');
  rmSync(resultsDir, { recursive: true, force: true });
  const configuration = selftestConfiguration(resultsDir);
  const interruption = new Interruption();
  const outcomes: RowOutcome[] = [];
  try {
    const prepared = await prepareOrSkip(
      { ...configuration, scenarios: rows.map(({ scenario }) => scenario) },
      interruption,
    );
    if (prepared === null) {
      writeTotals([], rows.length);
      return EXIT.pass;
    }
    for (const batch of batches(rows)) {
      const done = await Promise.all(batch.map((row) => runRow(row, configuration, prepared, interruption)));
      for (const outcome of done) {
        const { row, ok, seconds, seen } = outcome;
        const name = plantedName(row);
        console.log(
          `${ok ? 'ok    ' : 'MISSED'} ${name} on ${row.scenario}, ${seconds.toFixed(0)} s: ${seen}`,
        );
      }
      outcomes.push(...done);
      writeTotals(outcomes, 0);
    }
  } finally {
    interruption.release();
  }
  const missed = outcomes.filter(({ ok }) => !ok);
  console.log(`\n${matrix(outcomes)}\n`);
  for (const { runFolder } of missed) if (runFolder !== null) console.log(`see ${runFolder}`);
  console.log(`self-test: ${outcomes.length - missed.length} as expected, ${missed.length} missed`);
  return missed.length === 0 ? EXIT.pass : EXIT.fail;
});
