import { type SeriesKindName, type SimulationOptions, simulateSeries } from './simulation.ts';
import { type SoakOptions, type SoakVerdict, soakTrend } from './soak-trend.ts';

/** One row of the table of measured rates. */
export interface RateCase {
  readonly series: SeriesKindName;
  readonly kind: SoakOptions['kind'];
  /** Differences from the defaults of the simulation. */
  readonly options?: Omit<SimulationOptions, 'seed'>;
  /** Budget in standard deviations of the noise over the run; default 0, the strictest. */
  readonly budget?: number;
  /** What must hold: at most or at least this share of alarms. */
  readonly alarms?: { readonly atMost: number } | { readonly atLeast: number };
}

export interface Rates {
  readonly shares: Readonly<Record<SoakVerdict, number>>;
  /** `degrading` and `leak` together. */
  readonly alarms: number;
  readonly series: number;
}

const FALSE_ALARMS = { atMost: 0.05 } as const;
const DETECTION = { atLeast: 0.8 } as const;

/** What the method promises, at φ = .8 and the sizes of the simulation. */
export const TARGETS: readonly RateCase[] = [
  { series: 'trendless', kind: 'performance', alarms: FALSE_ALARMS },
  { series: 'trendless', kind: 'resource', alarms: FALSE_ALARMS },
  { series: 'gc-sawtooth', kind: 'resource', alarms: FALSE_ALARMS },
  { series: 'cache-warmup', kind: 'resource', alarms: FALSE_ALARMS },
  { series: 'periodic-backup', kind: 'performance', alarms: FALSE_ALARMS },
  { series: 'periodic-backup', kind: 'resource', alarms: FALSE_ALARMS },
  { series: 'drift', kind: 'performance', alarms: DETECTION },
  { series: 'drift', kind: 'resource', alarms: DETECTION },
  { series: 'leak', kind: 'resource', alarms: DETECTION },
];

/** How the rates change with what a run cannot choose; measured, not promised. */
export const LIMITS: readonly RateCase[] = [
  { series: 'trendless', kind: 'performance', options: { phi: 0 } },
  { series: 'trendless', kind: 'performance', options: { phi: 0.9 } },
  { series: 'drift', kind: 'performance', options: { phi: 0 } },
  { series: 'drift', kind: 'performance', options: { phi: 0.9 } },
  { series: 'trendless', kind: 'performance', options: { points: 40 } },
  { series: 'trendless', kind: 'performance', options: { points: 60 } },
  { series: 'drift', kind: 'performance', options: { points: 60 } },
  { series: 'drift', kind: 'performance', options: { points: 240 } },
  { series: 'drift', kind: 'performance', options: { size: 2 } },
  { series: 'drift', kind: 'performance', options: { size: 4 } },
  { series: 'drift', kind: 'resource', options: { size: 6 } },
  { series: 'cache-warmup', kind: 'resource', options: { size: 5 } },
  { series: 'cache-warmup', kind: 'resource', options: { size: 10 } },
  { series: 'trendless', kind: 'performance', budget: 4 },
  { series: 'drift', kind: 'performance', options: { size: 8 }, budget: 4 },
];

/** Verdict shares of `count` series of a case; series i has seed + i. */
export function measureRates(rateCase: RateCase, count: number, seed: number): Rates {
  const tally: Record<SoakVerdict, number> = { stable: 0, inconclusive: 0, degrading: 0, leak: 0 };
  for (let i = 0; i < count; i++) {
    const series = simulateSeries(rateCase.series, { ...rateCase.options, seed: seed + i });
    const hours = ((rateCase.options?.points ?? 120) * (rateCase.options?.secondsPerPoint ?? 60)) / 3600;
    const trend = soakTrend(series, {
      kind: rateCase.kind,
      summary: rateCase.kind === 'resource' ? 'floor' : 'median',
      budgetPerHour: (rateCase.budget ?? 0) / hours,
    });
    if (trend.ok) tally[trend.value.verdict]++;
  }
  const shares = {
    stable: tally.stable / count,
    inconclusive: tally.inconclusive / count,
    degrading: tally.degrading / count,
    leak: tally.leak / count,
  };
  return { shares, alarms: shares.degrading + shares.leak, series: count };
}

/** Whether the rates keep what the case promises. */
export function keepsTarget(rateCase: RateCase, rates: Rates): boolean {
  if (!rateCase.alarms) return true;
  return 'atMost' in rateCase.alarms
    ? rates.alarms <= rateCase.alarms.atMost
    : rates.alarms >= rateCase.alarms.atLeast;
}
