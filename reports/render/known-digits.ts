/** Half an interval below this share of the figure leaves it three digits. */
const THREE_DIGITS_BELOW = 0.02;

/** Rounds a figure and the ends of its interval to as many digits as are known: 38.7 (38.2–39.4) to three, else two. */
export function knownDigits(
  figure: number,
  low: number | null,
  high: number | null,
): (value: number) => number {
  const half = low === null || high === null ? 1 : (high - low) / 2 / figure;
  return (value) => Number(value.toPrecision(half < THREE_DIGITS_BELOW ? 3 : 2));
}
