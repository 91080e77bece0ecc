/** Mean wait in M/G/1 by Pollaczek and Khinchine, s: λE[S²] / 2(1 − ρ). Infinite from a full server on. */
export function pollaczekKhinchine(arrivalRate: number, meanService: number, serviceScv: number): number {
  const occupancy = arrivalRate * meanService;
  if (occupancy >= 1) return Number.POSITIVE_INFINITY;
  return (arrivalRate * meanService ** 2 * (1 + serviceScv)) / (2 * (1 - occupancy));
}
