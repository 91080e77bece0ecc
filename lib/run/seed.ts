/** Seed of one virtual user's random numbers: another for each, the same in each run with the same seed. */
export function seedOf(seed: number, vu: number): number {
  return seed * 1_000_003 + vu;
}
