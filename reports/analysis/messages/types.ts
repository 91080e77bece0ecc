/**
 * The sentences of the analysis that all scenarios share, and those of the load family. Figures arrive as text,
 * already formatted in the reader's language. A missing translation does not compile.
 */
import type { FailureKind } from '../../../lib/metric-names.ts';
import type { ValidityCheckId } from '../../../lib/validity.ts';
import type { ProcessesUnknown } from '../../run-folder.ts';

/** A thing of the target that must not change during a run. */
export type IdentityField = 'version' | 'workers' | 'processStart' | 'scriptHash';

export interface ValidityMessages {
  readonly samples: (n: string) => string;
  readonly noSamples: string;
  /** `seen` comes with its unit (“10 users”), `planned` is the bare number. */
  readonly usersReached: (seen: string, planned: string) => string;
  readonly usersMissed: (phase: string, seen: string, planned: string) => string;
  readonly usersUnknown: string;
  readonly noUsersPlanned: string;
  readonly nothingDropped: string;
  readonly dropped: (dropped: string, iterations: string) => string;
  readonly iterationsUnknown: string;
  readonly drift: (p95: string, limit: string, n: string) => string;
  readonly driftMissing: string;
  readonly cpu: (p95: string, limit: string) => string;
  readonly cpuMissing: string;
  readonly machineCpu: (p95: string) => string;
  readonly othersCpu: (share: string, limit: string) => string;
  readonly interference: (share: string, limit: string, phase: string) => string;
  readonly interferenceNone: (ofMachine: string, phase: string, background: string, limit: string) => string;
  readonly interferenceWindows: (disturbed: number, all: number, limit: string) => string;
  /** Ends a sentence: who took it. */
  readonly interferenceBy: (process: string) => string;
  readonly interferenceUntimed: string;
  readonly interferenceUnmeasured: string;
  readonly interferenceUnknown: string;
  /** Begins a sentence: why what was taken from a target on this machine could not be measured. */
  readonly targetNotTold: (why: string) => string;
  readonly processesUnknown: Readonly<{
    [K in ProcessesUnknown['kind']]: (unknown: Extract<ProcessesUnknown, { kind: K }>) => string;
  }>;
  readonly identityFields: Readonly<Record<IdentityField, string>>;
  readonly targetUnchanged: (fields: string) => string;
  readonly restartUnseen: string;
  readonly targetChanged: (changes: string) => string;
  /** A worker that restarts is one gone and one new. */
  readonly workersChanged: (gone: string, came: string) => string;
  readonly processesRestarted: string;
  readonly targetUnknownAtStart: string;
  readonly targetUnknownAtEnd: string;
  readonly targetTellsNothing: string;
  readonly queueEmpty: string;
  readonly queueNotEmpty: (jobs: string) => string;
  readonly queueUnknown: string;
  readonly noExceptions: string;
  readonly exceptions: (count: string, journeys: string) => string;
  readonly completed: (seconds: string) => string;
  readonly completedOnPurpose: (seconds: string, planned: string) => string;
  readonly interrupted: (seconds: string, planned: string) => string;
  readonly endedEarly: (seconds: string, planned: string) => string;
  readonly k6Ended: (code: string, meaning: string) => string;
  /** Exit codes of k6 that mean that the run did not go as planned. */
  readonly k6Exit: Readonly<Record<'scriptException' | 'aborted' | 'setupTimeout' | 'other', string>>;
  readonly k6Killed: string;
}

/** Where several generators carried the load. */
export interface GeneratorMessages {
  /** What was found of one of them. */
  readonly of: (index: string, detail: string) => string;
  readonly missing: (present: string, planned: string, missing: string) => string;
  readonly apart: (seconds: string, limit: string) => string;
  readonly shorter: (index: string, seconds: string, limit: string) => string;
  /** A merged summary without the files that it was made of. */
  readonly partsUnknown: string;
}

export interface CommonMessages {
  /** Joins parts of a list: "a, b and c". */
  readonly list: (parts: readonly string[]) => string;
  /** Why there is no answer, and what to do before the next run. */
  readonly discarded: (reasons: readonly string[], remedies: readonly string[]) => string;
  /** What to do so that the check holds in the next run, as a clause. */
  readonly remedies: Readonly<Record<ValidityCheckId, string>>;
  /** Grave criteria that were missed, each with its figure. */
  readonly grave: (rows: string) => string;
  readonly graveRow: (title: string, observed: string, n: string) => string;
  /** The answer of the scenario stands behind this caveat. */
  readonly unknownValidity: (checks: string, answer: string) => string;
  readonly noCriteria: string;
  readonly smoke: string;
  readonly oneRun: string;
  readonly smallP95: (n: string, needed: string) => string;
  readonly smallP99: (n: string, needed: string) => string;
  readonly noResources: string;
  readonly runScope: string;
  readonly recordCutShort: string;
  readonly failureKinds: Readonly<Record<FailureKind, string>>;
  /** Why journeys failed, e.g. "server error 12, time-out 3". */
  readonly failures: (kinds: string) => string;
  /** The same for more than what the error rate counts. */
  readonly failuresOfRun: (kinds: string) => string;
  /** `needs`: samples from which it would be proven; null where no number is known. */
  readonly notProvenYet: (needs: string | null) => string;
  /** Put behind an answer; each criterion with the samples that it needs. */
  readonly answerNotProven: (criteria: string) => string;
  readonly criterionNeeds: (title: string, needs: string | null) => string;
  /** Where CPU and memory come from. */
  readonly monitorSource: string;
}

export interface LoadMessages {
  /** Parts of the answer; `latency` and `rate` come with their units. */
  readonly sustained: (users: string, pause: string, rate: string) => string;
  readonly latency: (p95: string, limit: string) => string;
  readonly noLatency: string;
  readonly errors: (share: string, limit: string) => string;
  readonly passed: (facts: string) => string;
  readonly failed: (missed: string, of: string, rows: string, facts: string) => string;
  readonly open: (open: string, rows: string, facts: string) => string;
  readonly row: (title: string, observed: string, limit: string) => string;
  readonly recovered: (seconds: string) => string;
  readonly notRecovered: string;
  readonly closedModel: string;
  readonly moreUsers: (users: string) => string;
  readonly noQuietPhase: string;
  readonly smallQuietPhase: (n: string) => string;
  readonly noSeries: string;
  readonly recoveryUnseen: string;
}

export interface AnalysisMessages {
  readonly validity: ValidityMessages;
  readonly generators: GeneratorMessages;
  readonly common: CommonMessages;
  readonly load: LoadMessages;
}
