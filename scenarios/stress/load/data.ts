import type { StressMode } from '../scenario.ts';
import type { Ladder, StepTiming } from './plan.ts';

/** Size of the target, as it told it at the start; null where it does not. */
export interface StressTarget {
  readonly workers: number | null;
  /** Its address is a loopback one: it shares its processors with the generator. */
  readonly onThisMachine: boolean;
}

/** What a stress run adds to its summary. */
export interface StressData {
  readonly mode: StressMode;
  readonly timing: StepTiming;
  readonly ladder: Ladder;
  readonly target: StressTarget;
}
