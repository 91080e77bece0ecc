import type { Series } from '../result-schema.ts';

/** The same pseudo-random numbers every time, in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface SeriesShape {
  readonly seconds: number;
  readonly seed?: number;
  readonly marks?: Series['marks'];
  readonly users: (t: number) => number;
  readonly jobsPerSecond: (t: number) => number;
  /** p50 in milliseconds; the other percentiles follow from it. */
  readonly p50: (t: number) => number;
  readonly errorRate?: (t: number) => number;
  /** Seconds in which nothing ended: gaps in the lines. */
  readonly silent?: (t: number) => boolean;
}

/** A plausible per-second series of a run. */
export function seriesFixture(shape: SeriesShape): Series {
  const random = seeded(shape.seed ?? 7);
  const noisy = (value: number, by = 0.12) => Math.max(0, value * (1 + (random() + random() - 1) * by));
  const round = (value: number) => Math.round(value * 1000) / 1000;
  const t = Array.from({ length: shape.seconds }, (_, second) => second);
  const figures = (make: (second: number) => number): (number | null)[] =>
    t.map((second) => (shape.silent?.(second) ? null : round(make(second))));
  return {
    t,
    requestsPerSecond: figures((s) => noisy(shape.jobsPerSecond(s) * 3.1)),
    jobsPerSecond: figures((s) => noisy(shape.jobsPerSecond(s))),
    errorRate: figures((s) => Math.min(1, noisy(shape.errorRate?.(s) ?? 0, 0.5))),
    p50: figures((s) => noisy(shape.p50(s))),
    p95: figures((s) => noisy(shape.p50(s) * 2.2, 0.3)),
    p99: figures((s) => noisy(shape.p50(s) * 3.4, 0.5)),
    users: t.map((second) => Math.round(shape.users(second))),
    queueLength: t.map((second) => Math.max(0, Math.round(noisy(shape.users(second) / 4)))),
    cpuPercent: t.map((second) => round(Math.min(100, noisy(20 + shape.jobsPerSecond(second))))),
    memoryMb: t.map((second) => round(noisy(420 + second * 0.02, 0.02))),
    marks: shape.marks ?? [],
  };
}
