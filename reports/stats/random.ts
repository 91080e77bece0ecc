/** Seeded random numbers: the same seed gives the same run, on every platform. Not for secrets. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform integer in 0 … bound − 1. */
  below(bound: number): number;
  /** Standard normal. */
  normal(): number;
  /** Exponential with the given mean. */
  exponential(mean: number): number;
  /** Poisson with the given mean. */
  poisson(mean: number): number;
}

/** sfc32 (Doty-Humphrey's small fast counting generator, 128 bits of state), seeded from one number. */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = seed | 0;
  let c = Math.floor(seed / 2 ** 32) | 0;
  let counter = 1;

  const uniform = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first outputs of neighbouring seeds resemble each other.
  for (let i = 0; i < 15; i++) uniform();

  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const exponential = (mean: number): number => -mean * Math.log(1 - uniform());

  const poisson = (mean: number): number => {
    if (!(mean > 0)) return 0;
    if (mean > 500) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    // Arrivals of a unit-rate process until the mean is used up.
    let count = 0;
    for (let elapsed = exponential(1); elapsed < mean; elapsed += exponential(1)) count++;
    return count;
  };

  return { uniform, below: (bound) => Math.floor(uniform() * bound), normal, exponential, poisson };
}
