import { createHistogram } from 'node:perf_hooks';
import { failure, type Outcome, seriesFault, success } from './outcome.ts';

/** More corrected values than this mean that the interval is wrong. */
const MAX_CORRECTED = 5_000_000;

/**
 * Corrects latencies for coordinated omission as HdrHistogram's `recordValueWithExpectedInterval` does: a closed client
 * that waits L for an answer did not send the requests due every `interval` meanwhile; each of them would have waited
 * L − interval, L − 2·interval, … down to `interval`. Those are added. Same unit for both.
 */
export function correctForOmission(latencies: readonly number[], interval: number): Outcome<number[]> {
  const fault = seriesFault(latencies) ?? seriesFault([interval]);
  if (fault) return fault;
  if (interval <= 0) return failure('not-positive', { count: 1 });
  let size = latencies.length;
  for (const latency of latencies) size += missing(latency, interval);
  if (size > MAX_CORRECTED) return failure('too-many-values', { have: size, limit: MAX_CORRECTED });
  const corrected: number[] = [];
  for (const latency of latencies) {
    corrected.push(latency);
    const count = missing(latency, interval);
    for (let i = 1; i <= count; i++) corrected.push(latency - i * interval);
  }
  return success(corrected);
}

/** Requests that were due while one of `latency` was waited for. */
function missing(latency: number, interval: number): number {
  return Math.max(0, Math.floor(latency / interval) - 1);
}

export interface HistogramSummary {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Summary of latencies from an HDR histogram with three significant digits; whole units ≥ 1 (µs, say). */
export function histogramSummary(latencies: readonly number[]): Outcome<HistogramSummary> {
  const fault = seriesFault(latencies);
  if (fault) return fault;
  const highest = Number.MAX_SAFE_INTEGER;
  const outside = latencies.find((latency) => latency < 0 || latency > highest);
  if (outside !== undefined) return failure('out-of-range', { value: outside, low: 0, high: highest });
  const histogram = createHistogram({ figures: 3 });
  for (const latency of latencies) histogram.record(Math.max(1, Math.round(latency)));
  return success({
    count: histogram.count,
    mean: histogram.mean,
    p50: histogram.percentile(50),
    p95: histogram.percentile(95),
    p99: histogram.percentile(99),
    max: histogram.max,
  });
}
