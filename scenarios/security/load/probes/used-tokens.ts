/**
 * A token that is at work when it is revoked, or when it expires. Systems that remember whom a token belongs to go on
 * accepting it for as long as they remember; a token that is used for the first time afterwards would not show it.
 */
import { sleep } from 'k6';
import type { Reply } from '../../../../lib/windmill/http.ts';
import type { ProbeRecorder } from '../recorder.ts';

/** What is known of one such token. Times are Unix ms of this machine. */
export interface UsedToken {
  readonly id: 'revoked-in-use' | 'expired-in-use';
  readonly words: string;
  /** Null: none could be made, or it could not be brought to its end; `why` says which. */
  readonly token: string | null;
  readonly why: string;
  /** When it had certainly ended. */
  readonly endedAt: number;
}

export interface Life {
  /** Seconds after its end at which it was last seen to work; null: never. */
  readonly workedFor: number | null;
  /** Seconds after its end at which it was first refused; null: it was not. */
  readonly refusedAfter: number | null;
}

/** Answers to a token after its end, in order: seconds since then, and the status. Pure. */
export function lifeOf(answers: readonly (readonly [number, number])[]): Life {
  const worked = answers.filter(([, status]) => status >= 200 && status < 300).at(-1);
  const refused = answers.find(([, status]) => status === 401 || status === 403);
  return { workedFor: worked?.[0] ?? null, refusedAfter: refused?.[0] ?? null };
}

/** Whether it was refused in time; null: neither was seen. Pure. */
export function livedOnTooLong({ workedFor, refusedAfter }: Life, graceSeconds: number): boolean | null {
  if (workedFor !== null && workedFor > graceSeconds) return true;
  return refusedAfter === null ? null : false;
}

const MIN_PAUSE_SECONDS = 0.3;
const MAX_PAUSE_SECONDS = 8;
/** Each pause in proportion to what has passed: the time is known to about a seventh, with few requests. */
const PAUSE_SHARE = 0.15;

/** Seconds until the next look, `elapsed` seconds after the token's end. Pure. */
export function pauseAfter(elapsed: number): number {
  return Math.min(MAX_PAUSE_SECONDS, Math.max(MIN_PAUSE_SECONDS, elapsed * PAUSE_SHARE));
}

function seconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}

function describe({ workedFor, refusedAfter }: Life, last: Reply | null): string {
  if (workedFor !== null && refusedAfter === null) return `still worked after ${seconds(workedFor)}`;
  if (refusedAfter === null) return `neither worked nor refused, last answer ${last?.status ?? 0}`;
  const refused = `refused after ${seconds(refusedAfter)}`;
  return workedFor === null ? refused : `worked for ${seconds(workedFor)}, ${refused}`;
}

interface Watch {
  readonly token: UsedToken;
  readonly answers: (readonly [number, number])[];
  last: Reply | null;
}

/**
 * Asks with each of the tokens until it is refused, or for `watchSeconds`.
 * The finding is the time that it lived on, against `graceSeconds`.
 */
export function probeUsedTokens(
  recorder: ProbeRecorder,
  workspace: string,
  tokens: readonly UsedToken[],
  { graceSeconds, watchSeconds }: { readonly graceSeconds: number; readonly watchSeconds: number },
): void {
  const call = {
    method: 'GET',
    path: `/w/${workspace}/users/whoami`,
    route: '/w/{workspace}/users/whoami',
  } as const;
  const sentBy = ({ words }: UsedToken) => `GET ${call.route}, ${words}`;
  for (const one of tokens) {
    if (one.token === null) recorder.notChecked('access', `${one.id}.whoami`, sentBy(one), one.why);
  }
  const watches = tokens
    .filter(({ token }) => token !== null)
    .map((token): Watch => ({ token, answers: [], last: null }));
  let open = watches;
  while (open.length > 0) {
    for (const watch of open) {
      // By the moment of asking: how long the answer takes is none of the token's life.
      const askedAfter = Math.max(0, (Date.now() - watch.token.endedAt) / 1000);
      const { reply } = recorder.ask(watch.token.words, { ...call, token: watch.token.token ?? '' });
      watch.last = reply;
      watch.answers.push([askedAfter, reply.status]);
    }
    open = open.filter(({ answers }) => {
      const { refusedAfter } = lifeOf(answers);
      return refusedAfter === null && (answers.at(-1)?.[0] ?? 0) < watchSeconds;
    });
    const youngest = Math.min(...open.map(({ answers }) => answers.at(-1)?.[0] ?? 0));
    if (open.length > 0) sleep(pauseAfter(youngest));
  }
  for (const { token, answers, last } of watches) {
    const life = lifeOf(answers);
    const tooLong = livedOnTooLong(life, graceSeconds);
    recorder.add(
      'access',
      `${token.id}.whoami`,
      tooLong === null ? 'not-checked' : tooLong ? 'fail' : 'pass',
      {
        sent: sentBy(token),
        expected: `401 or 403, after ${seconds(graceSeconds)} at most`,
        observed: describe(life, last),
      },
    );
  }
}
