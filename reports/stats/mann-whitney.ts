import { normalTwoSidedP } from './distributions.ts';
import { failure, type Outcome, seriesFault, success } from './outcome.ts';

export interface MannWhitney {
  /** Pairs in which the first sample is larger, ties counted half. */
  readonly u: number;
  /** Two-sided. */
  readonly p: number;
  /** Smallest p that samples of these sizes can reach. */
  readonly smallestP: number;
  /** False: normal approximation, for samples too large to enumerate. */
  readonly exact: boolean;
  readonly n: number;
  readonly m: number;
}

/** Up to this many values the permutation distribution is enumerated. */
const EXACT_LIMIT = 120;

/**
 * Mann–Whitney U test (1947), exact and two-sided: p is twice the smaller tail of the permutation distribution of the
 * rank sum of the values as they are, so that ties (midranks) are exact too.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): Outcome<MannWhitney> {
  const fault = seriesFault(first) ?? seriesFault(second);
  if (fault) return fault;
  const n = first.length;
  const m = second.length;
  const { ranks, tieTerm } = doubledMidranks([...first, ...second]);
  const rankSum = ranks.slice(0, n).reduce((sum, rank) => sum + rank, 0);
  const exact = n + m <= EXACT_LIMIT;
  return success({
    u: (rankSum - n * (n + 1)) / 2,
    p: exact ? exactP(ranks, n, rankSum) : approximateP(n, m, rankSum / 2, tieTerm),
    smallestP: smallestTwoSidedP(n, m),
    exact,
    n,
    m,
  });
}

/** Smallest two-sided p for n against m values, 2/C(n+m, n): .1 for 3 v 3, .029 for 4 v 4, .008 for 5 v 5. */
export function smallestTwoSidedP(n: number, m: number): number {
  let arrangements = 1;
  for (let i = 1; i <= Math.min(n, m); i++) arrangements = (arrangements * (n + m + 1 - i)) / i;
  return Math.min(1, 2 / arrangements);
}

/**
 * How many of the arrangements without ties have U = 0 … nm, as shares of 1 (Mann & Whitney's recursion, computed as
 * the coefficients of the Gaussian binomial).
 */
export function uDistribution(n: number, m: number): Outcome<Float64Array> {
  if (!(n >= 1 && m >= 1 && n + m <= EXACT_LIMIT)) {
    return failure('out-of-range', { value: n + m, low: 2, high: EXACT_LIMIT });
  }
  const ranks = Array.from({ length: n + m }, (_, i) => i + 1);
  const sums = subsetShares(ranks, n);
  const lowest = (n * (n + 1)) / 2;
  return success(sums.subarray(lowest, lowest + n * m + 1));
}

/** Ranks times two, so that midranks stay whole numbers; and Σ(t³ − t) over the ties. */
function doubledMidranks(values: readonly number[]): { ranks: number[]; tieTerm: number } {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  let tieTerm = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && order[end]?.value === order[start]?.value) end++;
    for (const { index } of order.slice(start, end)) ranks[index] = start + end + 1;
    tieTerm += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { ranks, tieTerm };
}

/** Share of the subsets of `size` ranks by their sum. Shares instead of counts, which would overflow. */
function subsetShares(ranks: readonly number[], size: number): Float64Array {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const rows = Array.from({ length: size + 1 }, () => new Float64Array(total + 1));
  const at = (k: number): Float64Array => rows[k] ?? new Float64Array(0);
  at(0)[0] = 1;
  // Going through the ranks, row k holds the shares of the subsets of k of the ranks so far. A new rank is in such a
  // subset with probability k/seen.
  for (const [index, rank] of ranks.entries()) {
    const seen = index + 1;
    for (let k = Math.min(size, seen); k >= 1; k--) {
      const inside = k / seen;
      const row = at(k);
      const smaller = at(k - 1);
      for (let sum = total; sum >= 0; sum--) {
        const joined = sum >= rank ? (smaller[sum - rank] ?? 0) * inside : 0;
        row[sum] = (row[sum] ?? 0) * (1 - inside) + joined;
      }
    }
  }
  return at(size);
}

function exactP(ranks: readonly number[], n: number, rankSum: number): number {
  const shares = subsetShares(ranks, n);
  let lower = 0;
  let upper = 0;
  for (const [sum, share] of shares.entries()) {
    if (sum <= rankSum) lower += share;
    if (sum >= rankSum) upper += share;
  }
  return Math.min(1, 2 * Math.min(lower, upper));
}

function approximateP(n: number, m: number, rankSum: number, tieTerm: number): number {
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - tieTerm / (total * (total - 1)));
  const distance = Math.max(0, Math.abs(rankSum - (n * (total + 1)) / 2) - 0.5);
  return variance > 0 ? normalTwoSidedP(distance / Math.sqrt(variance)) : 1;
}
