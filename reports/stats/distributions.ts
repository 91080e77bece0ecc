import jstat from 'jstat';

/** Quantile of the standard normal distribution; `p` in (0, 1). */
export function normalQuantile(p: number): number {
  return jstat.jStat.normal.inv(p, 0, 1);
}

/** z of a two-sided interval, e.g. 1.96 for .95. */
export function twoSidedZ(confidence: number): number {
  return normalQuantile(0.5 + confidence / 2);
}

/** Quantile of Student's t distribution; `p` in (0, 1). */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  return jstat.jStat.studentt.inv(p, degreesOfFreedom);
}

/** Lower tail P(Z ≤ z) of the standard normal distribution. */
export function normalCdf(z: number): number {
  const tail = complementaryErrorFunction(Math.abs(z) / Math.SQRT2) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** Two-sided p of a standard normal statistic, P(|Z| ≥ |z|). */
export function normalTwoSidedP(z: number): number {
  return complementaryErrorFunction(Math.abs(z) / Math.SQRT2);
}

/** erfc for x ≥ 0. jstat computes 1 − erf, which loses the far tail; there Laplace's continued fraction is exact. */
function complementaryErrorFunction(x: number): number {
  if (x === 0) return 1;
  if (x < 2.5) return jstat.jStat.erfc(x);
  let fraction = 0;
  for (let k = 60; k >= 1; k--) fraction = k / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}
