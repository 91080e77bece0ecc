/** The validity checks of a run: whether its figures may be believed at all, before any verdict. */
export const VALIDITY_CHECKS = [
  'samples-present',
  'load-delivered',
  'no-dropped-iterations',
  'generator-not-busy',
  'no-interference',
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
} as const;

/** Above these, what the figures of a stretch of the run show is its neighbour on the machine, not the target. */
export const INTERFERENCE_LIMIT = {
  /**
   * Of the processor time that load and target wanted, the share that others took from them. A tenth is what recovery
   * and most limits tolerate as the same level.
   */
  takenShare: 0.1,
  /** Share of the whole machine below which that is what any system does in the background, however light the load. */
  background: 0.05,
  /** Where that cannot be measured: median share of the machine that went to neither k6 nor the target. */
  othersShare: 0.15,
  /** Share of the machine that others may use before the load begins without a warning. */
  idleShare: 0.15,
} as const;

/** Virtual users of the frame itself (monitor, watchdog), which k6 counts in `vus` beside those of the load. */
export const HELPER_VUS = 2;

/** The validity of a run from its checks: what discards beats what is unknown; no checks at all is unknown. */
export function overallValidity(verdicts: readonly ValidityVerdict[]): ValidityVerdict {
  if (verdicts.includes('discarded')) return 'discarded';
  if (verdicts.length === 0 || verdicts.includes('unknown')) return 'unknown';
  return 'valid';
}
