import { studentTQuantile } from '../../../reports/stats/distributions.ts';
import { type LoadLevel, type UslCoefficients, uslThroughput } from '../../../reports/stats/usl-model.ts';

const MIN_LEVELS = 6;

/** Inverse of a small symmetric matrix by Gauss–Jordan elimination; `null` where there is none. */
function inverse(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const rows = matrix.map((row, index) => [...row, ...row.map((_, column) => (column === index ? 1 : 0))]);
  for (let pivot = 0; pivot < size; pivot += 1) {
    const best = rows
      .slice(pivot)
      .reduce(
        (most, row, offset) =>
          Math.abs(row[pivot] ?? 0) > Math.abs(rows[most]?.[pivot] ?? 0) ? pivot + offset : most,
        pivot,
      );
    const [a, b] = [rows[pivot], rows[best]];
    if (a === undefined || b === undefined) return null;
    [rows[pivot], rows[best]] = [b, a];
    const scale = b[pivot] ?? 0;
    if (!(Math.abs(scale) > 1e-300)) return null;
    rows[pivot] = b.map((value) => value / scale);
    for (let other = 0; other < size; other += 1) {
      const factor = rows[other]?.[pivot] ?? 0;
      if (other === pivot || factor === 0) continue;
      rows[other] = (rows[other] ?? []).map((value, column) => value - factor * (rows[pivot]?.[column] ?? 0));
    }
  }
  return rows.map((row) => row.slice(size));
}

/**
 * The 95 % confidence band of a fitted curve at each of `users`, linearised around the fit (Bates & Watts 1988,
 * section 2.3). With z = N/X the law is linear: z = (1 + σ(N−1) + κN(N−1))/λ, and an error of z is one of X by X²/N. A
 * coefficient at its bound of 0 is taken as known. Empty where there are too few levels.
 */
export function uslBand(
  levels: readonly LoadLevel[],
  fit: UslCoefficients,
  users: readonly number[],
): readonly { readonly x: number; readonly low: number; readonly high: number }[] {
  const usable = levels.filter(({ users: at, throughput }) => at > 0 && throughput > 0);
  if (usable.length < MIN_LEVELS) return [];
  // Users in units of the largest level keep the matrix well-conditioned.
  const largest = Math.max(...usable.map(({ users: at }) => at));
  const gradient = (at: number): number[] => {
    const slope = uslThroughput(fit, at) ** 2 / at;
    return [
      slope,
      ...(fit.sigma > 0 ? [(slope * (at - 1)) / largest] : []),
      ...(fit.kappa > 0 ? [(slope * at * (at - 1)) / largest ** 2] : []),
    ];
  };
  const gradients = usable.map(({ users: at }) => gradient(at));
  const size = gradients[0]?.length ?? 0;
  const free = usable.length - size;
  const indices = Array.from({ length: size }, (_, index) => index);
  const covariance = inverse(
    indices.map((i) =>
      indices.map((j) => gradients.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0)),
    ),
  );
  if (covariance === null || free < 1) return [];
  const residuals = usable.map(({ users: at, throughput }) => throughput - uslThroughput(fit, at));
  const variance = residuals.reduce((sum, residual) => sum + residual ** 2, 0) / free;
  const reach = studentTQuantile(0.975, free);
  return users.map((x) => {
    const row = gradient(x);
    const share = row.reduce(
      (sum, value, i) =>
        sum + row.reduce((inner, other, j) => inner + value * other * (covariance[i]?.[j] ?? 0), 0),
      0,
    );
    const half = reach * Math.sqrt(Math.max(0, share * variance));
    const middle = uslThroughput(fit, x);
    return { x, low: Math.max(0, middle - half), high: middle + half };
  });
}
