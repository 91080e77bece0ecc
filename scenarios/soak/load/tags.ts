/** Tags of a moment of the soak. Pure. */
import { MEASURED_PHASE } from '../../../lib/load/plan.ts';
import type { SoakTiming } from './plan.ts';

/** Value of the tag `slice`. */
export function sliceName(index: number): string {
  return `s${index + 1}`;
}

/** Tags of what ends at a moment, seconds after the start of the load. */
export function soakTags(timing: SoakTiming, seconds: number): Readonly<Record<string, string>> {
  if (seconds < timing.warmupSeconds) return { phase: 'warmup' };
  if (seconds >= timing.seconds) return { phase: 'after' };
  const slice = Math.floor((seconds - timing.warmupSeconds) / timing.sliceSeconds);
  return { phase: MEASURED_PHASE, slice: sliceName(Math.min(slice, timing.slices - 1)) };
}
