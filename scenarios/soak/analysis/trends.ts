/** A verdict on each metric of a soak run. */

import { failure, type Outcome } from '../../../reports/stats/outcome.ts';
import { medianOf } from '../../../reports/stats/quantile.ts';
import { type SoakOptions, type SoakTrend, soakTrend } from '../../../reports/stats/soak-trend.ts';
import type { SoakContext } from '../context.ts';
import type { SoakDetails } from '../details.ts';
import { acceptedPerHour, SOAK_METRICS, type SoakMetric, soakBudget } from '../load/budgets.ts';
import type { SoakSettings } from '../settings.ts';
import type { Slice } from './slices.ts';

/** Figures of a slice that are tested for a trend, by their names in the result. */
export type TrendField = keyof Pick<
  Slice,
  | 'memoryFloorMb'
  | 'p50'
  | 'p95'
  | 'jobsPerSecond'
  | 'errorRate'
  | 'dbConnections'
  | 'cpuPercent'
  | 'queueLength'
>;
export type FieldName = TrendField | 'k6MemoryMb';

interface Field {
  readonly unit: string;
  readonly kind: SoakOptions['kind'];
  readonly worse?: 'down';
  readonly summary?: 'floor' | 'mean';
  /** The accepted slope in the field's own unit, from the budgets of the run. */
  readonly budget: (budgets: Budgets, level: number, settings: SoakSettings) => number;
}

type Budgets = Readonly<Record<SoakMetric, number>>;

/** MB. What k6 keeps is its own affair until it fills the machine. */
const ACCEPTED_K6_MEMORY = 200;
/** CPU (per cent of a core) and queue follow from the load; a rise of them is a sign, no criterion. */
const ACCEPTED_CPU = 50;
const ACCEPTED_QUEUE = 5;

const FIELDS: Readonly<Record<FieldName, Field>> = {
  memoryFloorMb: {
    unit: 'MB/h',
    kind: 'resource',
    summary: 'floor',
    budget: ({ memory }) => memory,
  },
  p95: { unit: 'ms/h', kind: 'performance', budget: ({ latency }) => latency },
  p50: { unit: 'ms/h', kind: 'performance', budget: ({ latency }) => latency },
  jobsPerSecond: {
    unit: 'jobs/s/h',
    kind: 'performance',
    worse: 'down',
    summary: 'mean',
    budget: ({ throughput }, level) => (throughput / 100) * level,
  },
  errorRate: { unit: 'share/h', kind: 'performance', budget: ({ errors }) => errors / 100 },
  dbConnections: {
    unit: '1/h',
    kind: 'resource',
    summary: 'floor',
    budget: ({ connections }) => connections,
  },
  cpuPercent: {
    unit: '%/h',
    kind: 'performance',
    budget: (_, __, settings) => acceptedPerHour(ACCEPTED_CPU, settings),
  },
  queueLength: {
    unit: '1/h',
    kind: 'performance',
    budget: (_, __, settings) => acceptedPerHour(ACCEPTED_QUEUE, settings),
  },
  k6MemoryMb: {
    unit: 'MB/h',
    kind: 'resource',
    summary: 'floor',
    budget: (_, __, settings) => acceptedPerHour(ACCEPTED_K6_MEMORY, settings),
  },
};

export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

/** The field that a criterion is decided on. */
export const FIELD_OF: Readonly<Record<SoakMetric, TrendField>> = {
  memory: 'memoryFloorMb',
  latency: 'p95',
  throughput: 'jobsPerSecond',
  connections: 'dbConnections',
  errors: 'errorRate',
};

export interface FieldTrend {
  readonly field: FieldName;
  readonly unit: string;
  readonly budget: number;
  /** Median over the run: what a slope is seen in relation to. */
  readonly level: number | null;
  readonly points: number;
  readonly trend: Outcome<SoakTrend>;
}

interface Point {
  readonly t: number;
  readonly value: number;
}

/** k6's own memory over the measured part, from the runner's samples. */
function generatorPoints({ files, summary }: SoakContext, from: number, to: number): Point[] {
  const start = Date.parse(summary.startedAt);
  return (files.run?.generator?.series ?? []).flatMap((sample) => {
    const t = (sample.t - start) / 1000;
    return t >= from && t <= to ? [{ t, value: sample.memoryMb }] : [];
  });
}

function pointsOf(field: FieldName, slices: readonly Slice[], context: SoakContext): Point[] {
  if (field === 'k6MemoryMb') {
    const last = slices.at(-1);
    return last === undefined
      ? []
      : generatorPoints(context, slices[0]?.startSeconds ?? 0, last.startSeconds + last.seconds);
  }
  return slices.flatMap((slice) => {
    const value = slice[field];
    return value === null ? [] : [{ t: slice.startSeconds + slice.seconds / 2, value }];
  });
}

export function trendsOf(slices: readonly Slice[], context: SoakContext): FieldTrend[] {
  const budgets = Object.fromEntries(
    SOAK_METRICS.map((metric) => [metric, soakBudget(metric, context.settings)]),
  ) as Budgets;
  return FIELD_NAMES.flatMap((field): FieldTrend[] => {
    const { unit, kind, worse, summary, budget: budgetOf } = FIELDS[field];
    const points = pointsOf(field, slices, context);
    if (field === 'k6MemoryMb' && points.length === 0) return [];
    const level = points.length === 0 ? null : medianOf(points.map(({ value }) => value));
    const budget = budgetOf(budgets, level ?? 0, context.settings);
    const options: SoakOptions = {
      kind,
      budgetPerHour: budget,
      // Slices begin where the warm-up ends.
      warmupSeconds: 0,
      ...(worse === undefined ? {} : { worse }),
      ...(summary === undefined ? {} : { summary }),
    };
    const trend = points.length === 0 ? failure('empty') : soakTrend(points, options);
    return [{ field, unit, budget, level, points: points.length, trend }];
  });
}

/** Nothing is carried on beyond three times the run: to a day from a third of one. */
const OUTLOOK_FROM_SECONDS = (24 * 3600) / 3;

type TrendRow = SoakDetails['trends'][number];

/** A level is no less than nothing, and a share no more than all. */
function bounded(field: FieldName, value: number): number {
  return Math.max(0, field === 'errorRate' ? Math.min(1, value) : value);
}

export function trendRow(found: FieldTrend, measuredSeconds: number, reason: string | null): TrendRow {
  const { field, unit, budget, trend } = found;
  const common = { metric: field, unit, budgetPerHour: budget, ...(reason === null ? {} : { reason }) };
  if (!trend.ok) {
    const none = { slopePerHour: null, low: null, high: null, p: null, minimumDetectable: null };
    return { ...common, ...none, verdict: 'inconclusive' };
  }
  const { slopePerHour, low, high, p, verdict, minimumDetectablePerHour, levelAtEnd, outlook24h } =
    trend.value;
  const at = (change: number) => bounded(field, levelAtEnd + change);
  const outlook = { value: at(outlook24h.change), low: at(outlook24h.low), high: at(outlook24h.high) };
  // Wider than the level itself, it would say that anything may happen.
  const says = measuredSeconds >= OUTLOOK_FROM_SECONDS && outlook.high - outlook.low <= Math.abs(levelAtEnd);
  return {
    ...common,
    slopePerHour,
    low,
    high,
    p,
    verdict,
    minimumDetectable: minimumDetectablePerHour,
    ...(says ? { outlook24h: outlook } : {}),
  };
}
