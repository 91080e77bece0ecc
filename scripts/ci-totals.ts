/** Adds up tests and self-test for the closing line of `.ci/run`. Arguments: the exit codes of both. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUITE_ROOT } from '../build/bundler.ts';

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

function readJson(name: string): Record<string, unknown> | null {
  try {
    return JSON.parse(readFileSync(join(SUITE_ROOT, '.cache', name), 'utf8')) as Record<string, unknown>;
  } catch {
    return null;
  }
}

const numberAt = (data: Record<string, unknown>, key: string): number => Number(data[key] ?? 0);

/** Totals of a step; one that failed without saying so in its file (types, lint, a crash) counts as one failure. */
function totals(
  name: string,
  keys: { readonly passed: string; readonly failed: string; readonly skipped: string },
  exitCode: number,
): Totals {
  const data = readJson(name) ?? {};
  const failed = numberAt(data, keys.failed);
  return {
    passed: numberAt(data, keys.passed),
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped: numberAt(data, keys.skipped),
  };
}

const [testsExit = 1, selftestExit = 1] = process.argv.slice(2).map(Number);
const parts = [
  totals(
    'tests.json',
    { passed: 'numPassedTests', failed: 'numFailedTests', skipped: 'numPendingTests' },
    testsExit,
  ),
  totals('selftest.json', { passed: 'passed', failed: 'failed', skipped: 'skipped' }, selftestExit),
];
const sum = (key: keyof Totals) => parts.reduce((total, part) => total + part[key], 0);

console.log();
if (sum('skipped') > 0) console.log(`${sum('skipped')} skipped`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
