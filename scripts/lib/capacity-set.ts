/** What a set of repeated stress runs says together: intervals, where a single run has brackets. */

import type { Result } from '../../reports/result-schema.ts';
import { studentTQuantile } from '../../reports/stats/distributions.ts';
import { detailsOf } from '../../scenarios/details.ts';

/** Fewer runs have an interval wider than anything it could say. */
const MIN_RUNS = 3;
const TAIL = 0.975;

/** `39.1 (38.6 to 39.6)`: mean of the runs and its 95 % interval (Student's t, a run is one observation). */
function meanText(values: readonly number[]): string {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = studentTQuantile(TAIL, n - 1) * Math.sqrt(squares / (n - 1) / n);
  const text = (value: number) => Number(Math.max(0, value).toPrecision(3)).toString();
  return `${text(mean)} (${text(mean - half)} to ${text(mean + half)})`;
}

/** Lines below the overview; none where fewer than three runs can be believed. */
export function capacityOfSet(results: readonly Result[]): readonly string[] {
  const runs = results.filter(({ validity }) => validity.verdict !== 'discarded');
  const details = runs.flatMap((run) => detailsOf(run, 'stress') ?? []);
  const rates = details.flatMap(({ capacity }) =>
    capacity?.reached === true ? [capacity.jobsPerSecond] : [],
  );
  const held = details.flatMap(({ maxUsers }) =>
    maxUsers.good !== null && maxUsers.bad !== null ? [maxUsers.good] : [],
  );
  const lines = [
    ...(rates.length < MIN_RUNS ? [] : [`  Capacity of ${rates.length} runs: ${meanText(rates)} jobs/s`]),
    ...(held.length < MIN_RUNS ? [] : [`  Users held, of ${held.length} runs: ${meanText(held)}`]),
  ];
  return lines.length === 0 ? [] : ['', 'Mean of the runs with its 95 % interval', ...lines];
}
