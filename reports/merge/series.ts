/** The records per second of several generators as one. Pure. */
import { K6_METRIC } from '../../lib/metric-names.ts';
import type { Aggregates, Dashboard, Snapshot } from '../read/dashboard.ts';
import { Mixture } from './mixture.ts';

/** One generator's record, and when its load began (Unix ms). */
export interface PartSeries {
  readonly dashboard: Dashboard;
  readonly startedAt: number;
}

/** Quantiles that the record has of a second: so few that they are good for a line in a chart, and judge nothing. */
const KNOTS = [
  ['min', 0],
  ['med', 0.5],
  ['p(90)', 0.9],
  ['p(95)', 0.95],
  ['p(99)', 0.99],
  ['max', 1],
] as const;

interface Piece {
  readonly values: Aggregates;
  /** Journeys that ended in this second: what a share or a percentile of it weighs. */
  readonly weight: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);

function weighted(pieces: readonly Piece[], name: string): number {
  const total = sum(pieces.map(({ weight }) => weight));
  if (total === 0) return sum(pieces.map(({ values }) => values[name] ?? 0)) / pieces.length;
  return sum(pieces.map(({ values, weight }) => (values[name] ?? 0) * weight)) / total;
}

function mergeTrend(pieces: readonly Piece[]): Aggregates {
  const knots = KNOTS.filter(([name]) => pieces.every(({ values }) => values[name] !== undefined));
  const mixture = new Mixture(
    pieces.map(({ values, weight }) => ({
      n: Math.max(1, Math.round(weight)),
      levels: knots.map(([, level]) => level),
      values: knots.map(([name]) => values[name] ?? 0),
    })),
  );
  const quantiles = knots.map(([name, level]) => [name, mixture.quantile(level)?.value ?? 0] as const);
  const avg = pieces.some(({ values }) => values.avg !== undefined) ? { avg: weighted(pieces, 'avg') } : {};
  return { ...Object.fromEntries(quantiles), ...avg };
}

/** The aggregates that the record has of a type of metric tell the type. */
function mergeAggregates(pieces: readonly [Piece, ...Piece[]]): Aggregates {
  const [{ values }] = pieces;
  if (pieces.length === 1) return values;
  if ('p(95)' in values) return mergeTrend(pieces);
  // A rate alone is a share; beside a count it is one per second.
  if ('rate' in values && !('count' in values)) return { rate: weighted(pieces, 'rate') };
  return Object.fromEntries(
    Object.keys(values).map((name) => [name, sum(pieces.map((piece) => piece.values[name] ?? 0))]),
  );
}

const isGauge = (values: Aggregates): boolean => 'value' in values;

/** A gauge that was not seen to change in a second has no figure in it, and is what it was. */
function heldOn(snapshots: readonly Snapshot[]): Snapshot[] {
  const last = new Map<string, Aggregates>();
  return snapshots.map((snapshot) => {
    const metrics = new Map(snapshot.metrics);
    for (const [name, values] of last) if (!metrics.has(name)) metrics.set(name, values);
    for (const [name, values] of metrics) if (isGauge(values)) last.set(name, values);
    return { ...snapshot, metrics };
  });
}

/** Snapshots by the second of the load that they end. Each has one of its own, though their clocks tick between two. */
function bySecond({ dashboard, startedAt }: PartSeries): Map<number, Snapshot> {
  const seconds = new Map<number, Snapshot>();
  let last = Number.NEGATIVE_INFINITY;
  for (const snapshot of heldOn(dashboard.snapshots)) {
    const second = Math.max(last + 1, Math.round((snapshot.time - startedAt) / dashboard.periodMs));
    seconds.set(second, snapshot);
    last = second;
  }
  return seconds;
}

/** One record, its times counted from `startedAt`; null where no generator has one. */
export function mergeSeries(parts: readonly PartSeries[], startedAt: number): Dashboard | null {
  const [first] = parts;
  if (first === undefined) return null;
  const { periodMs } = first.dashboard;
  const all = parts.map(bySecond);
  const seconds = [...new Set(all.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b);
  const snapshots = seconds.map((second): Snapshot => {
    const found = all.flatMap((one) => one.get(second) ?? []);
    const names = new Set(found.flatMap(({ metrics }) => [...metrics.keys()]));
    const metrics = new Map<string, Aggregates>();
    for (const name of names) {
      const [piece, ...others] = found.flatMap((snapshot): Piece[] => {
        const values = snapshot.metrics.get(name);
        const weight = snapshot.metrics.get(K6_METRIC.iterations)?.count ?? 0;
        return values === undefined ? [] : [{ values, weight }];
      });
      if (piece !== undefined) metrics.set(name, mergeAggregates([piece, ...others]));
    }
    return { time: startedAt + second * periodMs, metrics };
  });
  return {
    periodMs,
    snapshots,
    skippedLines: sum(parts.map(({ dashboard }) => dashboard.skippedLines)),
  };
}
