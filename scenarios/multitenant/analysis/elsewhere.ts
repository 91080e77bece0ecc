/** Was the quiet level of the quiet windows the level of this load, or did something else weigh on them? Pure. */
import { type BootstrapOptions, type PhaseWindow, phaseRatio } from '../../../reports/stats/bootstrap.ts';

export interface Elsewhere {
  /** p95 at the load of the quiet windows in another part of the run. */
  readonly p95: number;
  /** p95 of the noisy windows over it. */
  readonly ratio: number;
  /** The quiet windows and it differ by more than chance explains: 1 lies outside of the interval of their ratio. */
  readonly differs: boolean;
}

/**
 * Compares the quiet windows with what the same load felt like elsewhere in the run. Null where there is too little of
 * either.
 *
 * @param windows the quiet and noisy windows.
 * @param visits windows of the other part, all of them as quiet ones.
 */
export function sameLoadElsewhere(
  windows: readonly PhaseWindow[],
  visits: readonly PhaseWindow[],
  options: BootstrapOptions & { readonly p?: number },
): Elsewhere | null {
  const of = (phase: PhaseWindow['phase']) => windows.filter((window) => window.phase === phase);
  const quiet = phaseRatio(
    [...visits, ...of('quiet').map(({ values }) => ({ phase: 'noisy' as const, values }))],
    options,
  );
  const noisy = phaseRatio([...visits, ...of('noisy')], options);
  if (!quiet.ok || !noisy.ok) return null;
  const { low, high } = quiet.value;
  return { p95: quiet.value.quiet, ratio: noisy.value.estimate, differs: low > 1 || high < 1 };
}
