import type { FailureKind } from '../metric-names.ts';
import type { CallOptions } from '../windmill/job-client.ts';
import type { FailureEvidence } from './evidence.ts';

/** How one journey ended, before it is turned into metrics. */
export interface JourneyOutcome {
  /** The system took the job on. */
  readonly accepted: boolean;
  /** The end of the job (success or failure) was seen in time. */
  readonly ended: boolean;
  /** Null: the journey got what it asked for. */
  readonly failure: FailureKind | null;
  /** Submit → completed, ms; null where no end was seen. */
  readonly durationMs: number | null;
  /** Created → started, ms, by the target's own clock, where the journey asked for it. */
  readonly queueWaitMs: number | null;
  /** Whether the result named a nonce or workspace to compare, and whether they were the ones sent. */
  readonly resultCheck: 'right' | 'wrong' | 'not-checked';
  readonly jobId: string | null;
  /** Of a failure: the request that it was seen in. */
  readonly evidence?: FailureEvidence;
}

export interface JourneyInput {
  readonly script: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly nonce: string;
  readonly workspace: string;
  readonly timeoutMs: number;
  /** Tags of its requests. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Ask for the job's times once it has ended: one more request, so only some journeys do. */
  readonly askTimes?: boolean;
  /** Id that the job is to have; only an async journey can name one. */
  readonly jobId?: string;
  /** Called once an async journey's job is accepted, while it waits or runs. */
  readonly onAccepted?: (jobId: string) => void;
}

/** Scripts of the suite answer with the nonce they were given; a missing one is as wrong as another's. */
export const OWN_SCRIPTS = 'f/perf/';

/**
 * Compares a result with what was sent. A script that is not the suite's and does not return the nonce is judged by
 * its success alone.
 */
export function checkResult(input: JourneyInput, result: unknown): JourneyOutcome['resultCheck'] {
  const fields =
    typeof result === 'object' && result !== null ? (result as Readonly<Record<string, unknown>>) : {};
  if (!('nonce' in fields)) return input.script.startsWith(OWN_SCRIPTS) ? 'wrong' : 'not-checked';
  if (fields.nonce !== input.nonce) return 'wrong';
  return 'workspace' in fields && fields.workspace !== input.workspace ? 'wrong' : 'right';
}

/** The arguments of a job: what the user set, then the nonce and workspace that its result is checked for. */
export function jobArguments(input: JourneyInput): Record<string, unknown> {
  return { ...input.args, nonce: input.nonce, workspace: input.workspace };
}

/** Options of every request of the journey; the id counts where a job is submitted. */
export function callOptions(input: JourneyInput): CallOptions & { readonly jobId: string | undefined } {
  return { timeoutMs: input.timeoutMs, tags: input.tags, jobId: input.jobId };
}

/**
 * Outcome of a journey that saw the end of its job.
 * @param end with the result that the job gave; null where it failed.
 */
export function endedJourney(
  input: JourneyInput,
  end: { readonly result?: unknown } | null,
  { durationMs, queueWaitMs, jobId }: Pick<JourneyOutcome, 'durationMs' | 'queueWaitMs' | 'jobId'>,
): JourneyOutcome {
  const resultCheck = end === null ? 'not-checked' : checkResult(input, end.result);
  const wrong = resultCheck === 'wrong' ? 'wrong-result' : null;
  const failure = end === null ? 'job-failed' : wrong;
  return { accepted: true, ended: true, failure, durationMs, queueWaitMs, resultCheck, jobId };
}
