import { createRandom } from '../stats/random.ts';
import {
  fitUslCoefficients,
  type LoadLevel,
  type UslCoefficients,
  uslThroughput,
} from '../stats/usl-model.ts';

const DRAWS = 120;
const MIN_LEVELS = 6;

/**
 * The 95 % band of a fitted curve at each of `users`: residual bootstrap of the fit (Efron & Tibshirani 1993, ch. 9),
 * the same draws every time. Empty where there are too few levels for one.
 */
export function uslBand(
  levels: readonly LoadLevel[],
  fit: UslCoefficients,
  users: readonly number[],
): readonly { readonly x: number; readonly low: number; readonly high: number }[] {
  if (levels.length < MIN_LEVELS) return [];
  const random = createRandom(1);
  const relative = levels.map(
    ({ users: at, throughput }) => throughput / Math.max(1e-9, uslThroughput(fit, at)) - 1,
  );
  const curves = Array.from({ length: DRAWS }, () => {
    const drawn = levels.map(({ users: at }) => {
      const residual = relative[random.below(relative.length)] ?? 0;
      return { users: at, throughput: Math.max(0, uslThroughput(fit, at) * (1 + residual)) };
    });
    const again = fitUslCoefficients(drawn);
    return users.map((at) => uslThroughput(again, at));
  });
  return users.map((x, index) => {
    const sorted = curves.map((curve) => curve[index] ?? 0).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
    return { x, low: at(0.025), high: at(0.975) };
  });
}
