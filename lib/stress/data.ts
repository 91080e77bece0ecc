import type { StressMode } from '../settings/table.ts';
import type { Ladder, StepTiming } from './plan.ts';

/** Capacities of the target, as it told them at the start; null where it does not. */
export interface StressTarget {
  readonly workers: number | null;
  /** Size of the connection pool. */
  readonly dbConnectionsMax: number | null;
}

/** What a stress run adds to its summary. */
export interface StressData {
  readonly mode: StressMode;
  readonly timing: StepTiming;
  readonly ladder: Ladder;
  readonly target: StressTarget;
}
