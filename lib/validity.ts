/** The validity checks of a run: whether its figures may be believed at all, before any verdict. */
export const VALIDITY_CHECKS = [
  'samples-present',
  'load-delivered',
  'no-dropped-iterations',
  'generator-not-busy',
  'target-unchanged',
  'clean-start',
  'journeys-sound',
  'run-completed',
] as const;
export type ValidityCheckId = (typeof VALIDITY_CHECKS)[number];

export function isValidityCheck(id: string): id is ValidityCheckId {
  return VALIDITY_CHECKS.some((known) => known === id);
}

export type ValidityVerdict = 'valid' | 'discarded' | 'unknown';

/** Limits above which the generator, not the target, may have shaped the figures. */
export const GENERATOR_LIMITS = {
  /** Share of one machine's CPU that k6 may use. */
  cpuShare: 0.8,
  /** p95 of the watchdog's overshoot: about 2 ms on an idle machine, 23 ms on a busy one, 350 ms when overloaded. */
  driftP95Ms: 100,
  /**
   * Median share of the machine that went to neither k6 nor a target beside it. Timers hardly show such a neighbour:
   * a scheduler favours whoever sleeps most, while the jobs of the target stand in line.
   */
  othersShare: 0.8,
} as const;

/** Virtual users of the frame itself (monitor, watchdog), which k6 counts in `vus` beside those of the load. */
export const HELPER_VUS = 2;

/** The validity of a run from its checks: what discards beats what is unknown; no checks at all is unknown. */
export function overallValidity(verdicts: readonly ValidityVerdict[]): ValidityVerdict {
  if (verdicts.includes('discarded')) return 'discarded';
  if (verdicts.length === 0 || verdicts.includes('unknown')) return 'unknown';
  return 'valid';
}
