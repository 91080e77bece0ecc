import type { Result } from '../result-schema.ts';
import { compareRuns, type MetricComparison } from '../stats/compare.ts';
import { differingConditions } from './conditions.ts';
import { figuresOf, type RunFigure } from './figures.ts';
import { COMPARISON_RULES } from './rules.ts';
import type { ComparedFigure, ComparedSide, Comparison, ComparisonStatus } from './types.ts';

export interface CompareOptions {
  /** Conditions that may differ, because the difference is what is compared: paths such as `target.version`. */
  readonly allow?: readonly string[];
}

const EFFECTS = {
  improved: 'improvement',
  regressed: 'regression',
  'no-difference': 'none',
  'not-enough-runs': 'no-verdict',
} as const satisfies Record<MetricComparison['verdict'], ComparedFigure['effect']>;

const sideOf = (runs: readonly Result[]): ComparedSide => ({
  runIds: runs.map(({ runId }) => runId),
  verdicts: runs.map(({ verdict }) => verdict),
});

/** What each figure is, from any run that has it. */
function knownFigures(runs: readonly Result[]): ReadonlyMap<string, RunFigure> {
  return new Map(runs.flatMap((run) => figuresOf(run).map((each) => [each.id, each] as const)));
}

const valuesOf = (runs: readonly Result[]): Record<string, number | null>[] =>
  runs.map((run) => Object.fromEntries(figuresOf(run).map(({ id, value }) => [id, value])));

function comparedFigure(row: MetricComparison, known: ReadonlyMap<string, RunFigure>): ComparedFigure {
  const one = row.runs[0] === 1 && row.runs[1] === 1;
  return {
    id: row.metric,
    title: known.get(row.metric)?.title ?? row.metric,
    unit: known.get(row.metric)?.unit ?? '',
    better: row.better,
    a: row.medians[0],
    b: row.medians[1],
    runsA: row.runs[0],
    runsB: row.runs[1],
    change: row.share,
    shift: one ? null : { estimate: row.shift, low: row.low, high: row.high },
    p: row.p,
    effect: EFFECTS[row.verdict],
  };
}

/**
 * Compares two sets of runs, before and after. Runs whose validity does not hold are left out. Where a condition differs
 * that is not allowed to, nothing is compared; with too few runs differences are given and no verdict.
 */
export function compareSets(
  before: readonly Result[],
  after: readonly Result[],
  { allow = [] }: CompareOptions = {},
): Comparison {
  const isValid = ({ validity }: Result) => validity.verdict === 'valid';
  const [a, b] = [before.filter(isValid), after.filter(isValid)];
  const notUsable = [...before, ...after].filter((run) => !isValid(run)).map(({ runId }) => runId);
  const { differences, subject } = differingConditions(before, after, allow);
  const base = { a: sideOf(a), b: sideOf(b), notUsable, differences, subject };
  if (differences.length > 0) {
    return { ...base, status: 'not-comparable', figures: [], dropped: 0, oneSided: [] };
  }
  const known = knownFigures([...a, ...b]);
  const { alpha, smallestChange, runsNeeded } = COMPARISON_RULES;
  const metrics = [...known.values()].map(({ id, better }) => ({ id, better, trivialShare: smallestChange }));
  const [valuesA, valuesB] = [valuesOf(a), valuesOf(b)];
  const { rows, trivial } = compareRuns(valuesA, valuesB, metrics, { alpha });
  const measured = (side: readonly Record<string, number | null>[], id: string) =>
    side.some((run) => typeof run[id] === 'number');
  const oneSided =
    a.length === 0 || b.length === 0
      ? []
      : [...known.values()]
          .filter(({ id }) => measured(valuesA, id) !== measured(valuesB, id))
          .map(({ id, title }) => ({ id, title }));
  const figures = rows.map((row) => comparedFigure(row, known));
  const enough = Math.min(a.length, b.length) >= runsNeeded;
  const status: ComparisonStatus = !enough
    ? 'not-enough'
    : figures.some(({ effect }) => effect === 'regression')
      ? 'regression'
      : oneSided.length > 0 || figures.some(({ effect }) => effect === 'no-verdict')
        ? 'not-enough'
        : 'no-regression';
  return { ...base, status, figures, dropped: trivial.length, oneSided };
}
