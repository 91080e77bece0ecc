/** How long a job holds its worker: a distribution by its mean and one more figure, or by its recorded quantiles. */
import { normalQuantile } from '../stats/distributions.ts';
import type { Random } from '../stats/random.ts';

export interface ServiceTime {
  /** Mean, s. */
  readonly mean: number;
  /** Squared coefficient of variation. */
  readonly scv: number;
  /** How it varies, for a report. */
  readonly shape: 'fixed' | 'exponential' | 'lognormal' | 'recorded';
  /** One job's time, s. */
  readonly draw: (random: Random) => number;
}

export function fixedTime(seconds: number): ServiceTime {
  return { mean: seconds, scv: 0, shape: 'fixed', draw: () => seconds };
}

export function exponentialTime(mean: number): ServiceTime {
  return { mean, scv: 1, shape: 'exponential', draw: (random) => random.exponential(mean) };
}

/** Lognormal with a mean and a squared coefficient of variation. */
export function lognormalTime(mean: number, scv: number): ServiceTime {
  if (scv === 0) return fixedTime(mean);
  const variance = Math.log(1 + scv);
  const mu = Math.log(mean) - variance / 2;
  const sigma = Math.sqrt(variance);
  return { mean, scv, shape: 'lognormal', draw: (random) => Math.exp(mu + sigma * random.normal()) };
}

/** Largest p95 over mean that a lognormal can have: exp(z²/2), 3.87. */
export const MAX_P95_RATIO = Math.exp(normalQuantile(0.95) ** 2 / 2);

/**
 * Lognormal with a mean and a p95: ln(p95/mean) = zσ − σ²/2, the smaller root. Null where no lognormal has both: p95
 * below the mean, or beyond `MAX_P95_RATIO` times of it.
 */
export function lognormalByP95(mean: number, p95: number): ServiceTime | null {
  const z = normalQuantile(0.95);
  const ratio = Math.log(p95 / mean);
  const root = z ** 2 - 2 * ratio;
  if (ratio < 0 || root < 0) return null;
  const sigma = z - Math.sqrt(root);
  return lognormalTime(mean, Math.exp(sigma ** 2) - 1);
}

/** A quantile of recorded times: `p` from 0 to 1, `seconds` there. */
export interface RecordedQuantile {
  readonly p: number;
  readonly seconds: number;
}

/**
 * The distribution whose quantile function runs straight between recorded quantiles, stretched so that its mean is the
 * recorded one where there is one. At least two, ascending in both.
 */
export function recordedTime(quantiles: readonly RecordedQuantile[], recordedMean?: number): ServiceTime {
  const parts = quantiles.slice(1).map((to, index) => {
    const from = quantiles[index] ?? to;
    return { from, to, weight: to.p - from.p };
  });
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const moment = (of: (a: number, b: number) => number) =>
    parts.reduce((sum, { from, to, weight }) => sum + weight * of(from.seconds, to.seconds), 0) / total;
  const plain = moment((a, b) => (a + b) / 2);
  const square = moment((a, b) => (a * a + a * b + b * b) / 3);
  const factor = recordedMean === undefined || plain === 0 ? 1 : recordedMean / plain;
  const first = quantiles[0]?.p ?? 0;
  const draw = (random: Random): number => {
    const p = first + random.uniform() * total;
    const part = parts.find(({ to }) => p <= to.p) ?? parts.at(-1);
    if (part === undefined) return plain;
    const at = part.weight === 0 ? 0 : (p - part.from.p) / part.weight;
    return factor * (part.from.seconds + at * (part.to.seconds - part.from.seconds));
  };
  const mean = plain * factor;
  return { mean, scv: plain === 0 ? 0 : Math.max(0, square / plain ** 2 - 1), shape: 'recorded', draw };
}
