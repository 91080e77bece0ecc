import type { ApiStage, FaultKind } from './kinds.ts';

/** Where a fault is injected. */
export type FaultPoint = 'database' | 'third-party';

export type Fault =
  | { readonly point: 'database'; readonly kind: FaultKind }
  | { readonly point: 'third-party'; readonly kind: ApiStage };

export type FaultMark = 'made' | 'cleared';

/** What can break a system and mend it again. One that throws has been told that its fault is to be taken away. */
export type OnMark = (mark: FaultMark, at?: number) => void;

export interface FaultBackend {
  readonly name: 'toxiproxy' | 'kubernetes';
  /** What stands in the way of these faults, asked of whoever injects them. All of it at once. */
  check(): readonly string[];
  /** Takes away what an earlier run left behind; one sentence for each thing that was. */
  repair(): readonly string[];
  /**
   * Makes a fault, keeps it for `seconds`, takes it away. Calls `onMark` when it was made and when it was cleared, with
   * the moment (Unix ms) where it was not just now. Nothing else is done meanwhile: a question that the broken system does not answer would lengthen it.
   */
  hold(fault: Fault, seconds: number, onMark: OnMark): void;
  /** Names of what faults are injected into, where it comes and goes by itself (pods). */
  targets(): readonly string[];
  /** Takes away every fault of this run. Safe to call again, and where there is none. Never throws. */
  clear(): void;
}
