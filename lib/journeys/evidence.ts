/**
 * What a failed journey tells of itself, for whoever looks into it afterwards. Costs nothing where nothing fails, and
 * little where everything does: each user tells of its first failures of a kind, and then ever more rarely.
 */
import { emit } from '../events.ts';
import type { FailureKind } from '../metric-names.ts';
import type { Answer } from '../windmill/http.ts';
import type { JourneyInput } from './outcome.ts';

/** The request that a journey failed in. */
export interface FailureEvidence {
  readonly tenant: string;
  readonly route: string;
  /** 0: no answer. */
  readonly status: number;
  /** k6's error code; 0 for none. */
  readonly errorCode: number;
  readonly nonce: string;
  /** How long the journey was ready to wait, ms. */
  readonly timeoutMs: number;
  /** The beginning of the answer. */
  readonly came: string;
}

const MAX_EXCERPT = 200;

/**
 * The beginning of an answer. What is cut off in the middle of a word goes with the whole of it: the runner hides tokens
 * in what is written, and would not know the half of one.
 */
export function excerptOf(body: string, token: string): string {
  const head = body.slice(0, MAX_EXCERPT + token.length);
  const masked = token === '' ? head : head.split(token).join('***');
  if (masked.length <= MAX_EXCERPT && body.length <= head.length) return masked;
  return `${masked.slice(0, MAX_EXCERPT).replace(/[\w.~+/=-]+$/, '')}…`;
}

export function evidenceOf(
  route: string,
  reply: Answer,
  input: JourneyInput,
  token: string,
): FailureEvidence {
  return {
    tenant: input.workspace,
    route,
    status: reply.status,
    errorCode: reply.errorCode,
    nonce: input.nonce,
    timeoutMs: input.timeoutMs,
    came: excerptOf(reply.body, token),
  };
}

/** Told one by one; after them the 16th, the 32nd, the 64th … */
const FIRST_TOLD = 10;

const isPowerOfTwo = (count: number): boolean => (count & (count - 1)) === 0;

/** Whether the `count`-th failure of a kind is told: over any number of them, few, and spread over all of the time. */
export function isTold(count: number): boolean {
  return count <= FIRST_TOLD || isPowerOfTwo(count);
}

/** Of this user, by kind; there are as many as there are kinds. */
const seen = new Map<string, number>();

/** Puts a failure into the event stream, where its turn has come. */
export function tell(
  kind: FailureKind,
  failure: {
    readonly jobId: string | null;
    readonly evidence?: FailureEvidence | undefined;
    readonly message?: string;
  },
): void {
  const count = (seen.get(kind) ?? 0) + 1;
  seen.set(kind, count);
  if (!isTold(count)) return;
  const { jobId, evidence, message } = failure;
  emit('failure', {
    kind,
    user: __VU,
    jobId,
    ...evidence,
    ...(message === undefined ? {} : { came: message.slice(0, MAX_EXCERPT) }),
  });
}
