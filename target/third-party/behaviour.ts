/**
 * How the third party answers: `ok` at once, `error` with a 500, `slow` after `ms` milliseconds, `hang` never (the
 * request stays open until the behaviour changes).
 */
export const BEHAVIOUR_MODES = ['ok', 'error', 'hang', 'slow'] as const;
export type BehaviourMode = (typeof BEHAVIOUR_MODES)[number];

export interface Behaviour {
  readonly mode: BehaviourMode;
  /** Delay of `slow`, in milliseconds; 0 in the other modes. */
  readonly ms: number;
}

/** Delay of `slow` when none is given: the planned fault of the api-latency scenario. */
const DEFAULT_SLOW_MS = 5000;
const MAX_SLOW_MS = 600_000;

export type ParsedBehaviour = { readonly behaviour: Behaviour } | { readonly error: string };

/** Reads the body of `POST /_behaviour`; all mistakes in one message. */
export function parseBehaviour(text: string): ParsedBehaviour {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { error: 'the body is not JSON' };
  }
  if (typeof body !== 'object' || body === null) return { error: 'the body is not a JSON object' };
  const { mode, ms } = body as { mode?: unknown; ms?: unknown };
  const known = BEHAVIOUR_MODES.find((candidate) => candidate === mode);
  const delay = ms ?? (known === 'slow' ? DEFAULT_SLOW_MS : 0);
  const errors: string[] = [];
  if (!known) errors.push(`mode: ${JSON.stringify(mode)} is not one of ${BEHAVIOUR_MODES.join(', ')}`);
  const inRange = typeof delay === 'number' && Number.isInteger(delay) && delay >= 0 && delay <= MAX_SLOW_MS;
  if (!inRange) errors.push(`ms: ${JSON.stringify(ms)} is not a whole number from 0 to ${MAX_SLOW_MS}`);
  if (!known || !inRange) return { error: errors.join('; ') };
  return { behaviour: { mode: known, ms: known === 'slow' ? delay : 0 } };
}
