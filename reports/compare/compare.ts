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

/** What never happened before and happened after, in one run or many: that needs no test. */
function brokenZeroes(
  known: readonly RunFigure[],
  before: readonly Record<string, number | null>[],
  after: readonly Record<string, number | null>[],
): ComparedFigure[] {
  return known
    .filter(({ mustBeZero }) => mustBeZero === true)
    .flatMap(({ id, title, unit, better }): ComparedFigure[] => {
      const counts = (side: readonly Record<string, number | null>[]) => side.flatMap((run) => run[id] ?? []);
      const [first, second] = [counts(before), counts(after)];
      const worst = second.reduce((most, count) => Math.max(most, count), 0);
      if (first.length === 0 || first.some((count) => count !== 0) || worst === 0) return [];
      const [runsA, runsB] = [first.length, second.length];
      const figure = { id, title, unit, better, a: 0, b: worst, runsA, runsB };
      return [{ ...figure, change: null, shift: null, p: null, effect: 'regression' }];
    });
}

/** Whether most of a set was left out: what is left was picked by what discarded the others. */
const mostlyLeftOut = (all: readonly Result[], usable: readonly Result[]): boolean =>
  usable.length * 2 < all.length;

/**
 * Compares two sets of runs, before and after. Runs whose validity does not hold are left out, and a set
 * of which they are the most carries no verdict. Where a condition differs that is not allowed to, nothing is compared;
 * with too few runs differences are given and no verdict, unless something happened that must never.
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
  const base = {
    a: sideOf(a),
    b: sideOf(b),
    of: [before.length, after.length] as const,
    notUsable,
    differences,
    subject,
  };
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
  const broken = brokenZeroes([...known.values()], valuesA, valuesB);
  const figures = [
    ...broken,
    ...rows
      .filter(({ metric }) => !broken.some(({ id }) => id === metric))
      .map((row) => comparedFigure(row, known)),
  ];
  const enough =
    Math.min(a.length, b.length) >= runsNeeded && !mostlyLeftOut(before, a) && !mostlyLeftOut(after, b);
  const status: ComparisonStatus =
    broken.length > 0 || (enough && figures.some(({ effect }) => effect === 'regression'))
      ? 'regression'
      : !enough || oneSided.length > 0 || figures.some(({ effect }) => effect === 'no-verdict')
        ? 'not-enough'
        : 'no-regression';
  return { ...base, status, figures, dropped: trivial.length, oneSided };
}
