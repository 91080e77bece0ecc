/**
 * Seed of one virtual user's random numbers: another for each, the same in each run with the same seed.
 * @param generator number of the generator: each counts its users from 1.
 */
export function seedOf(seed: number, vu: number, generator = 0): number {
  return seed * 1_000_003 + generator * 100_003 + vu;
}
