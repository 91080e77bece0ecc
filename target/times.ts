/** An option of the target that is a whole number. */
export interface NumberOption {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
  readonly help: string;
}

/**
 * Times of Windmill's that a test may not want to wait for, ms. The defaults are Windmill's; `--pool-wait-ms N` sets one,
 * and for a run of the suite `EMBEDDED_POOL_WAIT_MS`.
 */
export const TARGET_TIMES = {
  'pool-wait-ms': {
    fallback: 30_000,
    min: 100,
    max: 600_000,
    help: 'how long a request waits for a connection to the database',
  },
  'health-timeout-ms': {
    fallback: 5_000,
    min: 100,
    max: 600_000,
    help: 'how long a look at the health waits for the database',
  },
  'zombie-timeout-ms': {
    fallback: 60_000,
    min: 1_000,
    max: 600_000,
    help: 'silence after which the worker of a job is dead',
  },
  'zombie-check-ms': {
    fallback: 30_000,
    min: 100,
    max: 600_000,
    help: 'time between two looks for jobs whose worker is dead',
  },
  'ping-ms': {
    fallback: 5_000,
    min: 100,
    max: 600_000,
    help: 'time between two pings of a worker, with its figures',
  },
} as const satisfies Readonly<Record<string, NumberOption>>;

export type TargetTime = keyof typeof TARGET_TIMES;
