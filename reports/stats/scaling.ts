import { MIN_LEVELS } from '../../lib/statistics/levels.ts';
import { studentTQuantile } from './distributions.ts';
import { failure, type Outcome, seriesFault, success } from './outcome.ts';

export interface TenantLevel {
  readonly tenants: number;
  /** p95 at the same total load, in any unit. */
  readonly p95: number;
}

export interface ScalingExponent {
  /** b of p95 ∝ tenants^b: 0 no effect, 1 proportional, above 1 disproportionate. */
  readonly exponent: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** Different tenant counts. */
  readonly counts: number;
}

/**
 * Scaling exponent: least-squares slope of log p95 on log tenants at fixed total load, with its t interval (n − 2
 * degrees of freedom). At least `MIN_LEVELS` different tenant counts are needed.
 */
export function scalingExponent(levels: readonly TenantLevel[], confidence = 0.95): Outcome<ScalingExponent> {
  const numbers = levels.flatMap(({ tenants, p95 }) => [tenants, p95]);
  const fault = seriesFault(numbers);
  if (fault) return fault;
  const unusable = numbers.filter((value) => value <= 0).length;
  if (unusable > 0) return failure('not-positive', { count: unusable });
  const counts = new Set(levels.map(({ tenants }) => tenants)).size;
  if (counts < MIN_LEVELS) return failure('too-few-levels', { have: counts, need: MIN_LEVELS });

  const points = levels.map(({ tenants, p95 }) => ({ x: Math.log(tenants), y: Math.log(p95) }));
  const n = points.length;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n;
  const sxx = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const sxy = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  const exponent = sxy / sxx;
  const squared = points.reduce((sum, { x, y }) => sum + (y - meanY - exponent * (x - meanX)) ** 2, 0);
  const halfWidth = studentTQuantile(0.5 + confidence / 2, n - 2) * Math.sqrt(squared / (n - 2) / sxx);
  return success({ exponent, low: exponent - halfWidth, high: exponent + halfWidth, confidence, counts });
}
