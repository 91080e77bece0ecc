import { expectation, plantedName } from './rows.ts';
import type { RowOutcome } from './run-row.ts';

/** The matrix as lines of text: defect, scenario, what was demanded, what was seen, seconds. */
export function matrix(outcomes: readonly RowOutcome[]): string {
  const rows = [
    ['', 'defect', 'scenario', 'expected', 'seconds', 'seen'],
    ...outcomes.map(({ row, ok, seconds, seen }) => [
      ok ? 'ok' : 'MISSED',
      plantedName(row),
      row.scenario,
      expectation(row),
      seconds.toFixed(0).padStart(7),
      seen,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(column === 5 ? 0 : (widths[column] ?? 0))).join('  '))
    .join('\n');
}
