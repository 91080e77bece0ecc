import { createRandom, type Random } from './random.ts';

/**
 * Seeded series for measuring how often the soak verdict is right: a warm-up and 120 one-minute values by default, around
 * a level of 100, in units of the standard deviation of the noise. The noise is AR(1), since in a real system a high
 * minute is followed by a high one; independent noise would flatter every method.
 */
export interface SimulatedPoint {
  /** Seconds from the start of the run. */
  readonly t: number;
  readonly value: number;
}

export interface SimulationOptions {
  readonly seed: number;
  /** Points after the warm-up. Default 120. */
  readonly points?: number;
  /** Default 60. */
  readonly secondsPerPoint?: number;
  /** Correlation of neighbouring points. Default .8. */
  readonly phi?: number;
  /** Size of the effect in standard deviations of the noise. Default: the kind's. */
  readonly size?: number;
}

/** Share of a simulated run that is warm-up, as `soakTrend` cuts it by default. */
export const SIMULATED_WARMUP = 0.1;

interface SeriesKind {
  readonly about: string;
  /** Default size in standard deviations. */
  readonly size: number;
  /** Whether an alarm would be a false one. */
  readonly healthy: boolean;
  /**
   * The effect over time, for one series. `at` is the share of the run after the warm-up, negative during it; `minute`
   * counts from the start.
   */
  readonly effect: (size: number, random: Random) => (at: number, minute: number) => number;
}

/** Length for which the shapes are drawn. */
const MINUTES = 133;
/** Height of the sawtooth under the leak. */
const HEAP = 4;

/** A heap that fills evenly and is collected at uneven intervals; the period is drawn for each cycle. */
function sawtooth(height: number, random: Random): (minute: number) => number {
  let start = -20 * random.uniform();
  let period = 6 + 8 * random.uniform();
  return (minute) => {
    while (minute >= start + period) {
      start += period;
      period = 6 + 8 * random.uniform();
    }
    return (height * (minute - start)) / period;
  };
}

export const SERIES_KINDS = {
  trendless: { about: 'AR(1) noise', size: 0, healthy: true, effect: () => () => 0 },
  'gc-sawtooth': {
    about: 'heap that fills and is collected every 6–14 minutes',
    size: 8,
    healthy: true,
    effect: (size, random) => {
      const heap = sawtooth(size, random);
      return (_, minute) => heap(minute);
    },
  },
  'cache-warmup': {
    about: 'cache that fills within the run and stays full (time constant: a sixth of the run)',
    size: 20,
    healthy: true,
    effect: (size) => (at) => size * (1 - Math.exp(-6 * (SIMULATED_WARMUP + at * (1 - SIMULATED_WARMUP)))),
  },
  'periodic-backup': {
    about: 'five minutes of extra load every half hour',
    size: 6,
    healthy: true,
    effect: (size, random) => {
      const phase = 30 * random.uniform();
      return (_, minute) => ((minute + phase) % 30 < 5 ? size : 0);
    },
  },
  drift: {
    about: 'straight rise after the warm-up',
    size: 3,
    healthy: false,
    effect: (size) => (at) => size * at,
  },
  leak: {
    about:
      'straight rise under a collected heap (sawtooth of 4 sd); size in sd of noise and sawtooth together',
    size: 3,
    healthy: false,
    effect: (size, random) => {
      const heap = sawtooth(HEAP, random);
      const rise = size * Math.sqrt(1 + HEAP ** 2 / 12);
      return (at, minute) => rise * at + heap(minute);
    },
  },
} as const satisfies Record<string, SeriesKind>;

export type SeriesKindName = keyof typeof SERIES_KINDS;

/** One series of a kind; the same options give the same series. */
export function simulateSeries(kind: SeriesKindName, options: SimulationOptions): SimulatedPoint[] {
  const random = createRandom(options.seed);
  const phi = options.phi ?? 0.8;
  const secondsPerPoint = options.secondsPerPoint ?? 60;
  const total = Math.ceil((options.points ?? 120) / (1 - SIMULATED_WARMUP));
  const warmup = Math.ceil((total - 1) * SIMULATED_WARMUP);
  const { size, effect }: SeriesKind = SERIES_KINDS[kind];
  const shape = effect(options.size ?? size, random);
  const points: SimulatedPoint[] = [];
  let noise = random.normal();
  for (let i = 0; i < total; i++) {
    const at = (i - warmup) / (total - 1 - warmup);
    // Shapes are drawn for a run of two hours; a shorter or longer one is stretched to it.
    const minute = (i / (total - 1)) * MINUTES;
    points.push({ t: i * secondsPerPoint, value: 100 + shape(at, minute) + noise });
    noise = phi * noise + Math.sqrt(1 - phi ** 2) * random.normal();
  }
  return points;
}
