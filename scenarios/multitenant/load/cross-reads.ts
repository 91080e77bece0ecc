/** Reads of one tenant's data by another, and the proof that there was something to read. */

import type { Reply } from '../../../lib/windmill/http.ts';
import {
  isDenied,
  type OwnData,
  type ProbedRoute,
  READS,
  WORKSPACE_READS,
} from '../../shared/canaries/routes.ts';

/** `wrong-token`: in the owner's workspace. `wrong-workspace`: the owner's id, asked for in one's own. */
export type Way = 'wrong-token' | 'wrong-workspace';

export interface CrossRead {
  readonly route: ProbedRoute;
  readonly way: Way;
  readonly denied: readonly number[];
}

/** Every kind of read that is tried, with each way to try it. */
export const CROSS_READS: readonly CrossRead[] = [
  ...READS.flatMap((route): CrossRead[] => [
    { route, way: 'wrong-token', denied: route.denied },
    { route, way: 'wrong-workspace', denied: route.deniedElsewhere },
  ]),
  ...WORKSPACE_READS.map((route): CrossRead => ({ route, way: 'wrong-token', denied: route.denied })),
];

/** Names of what is read: values of the tag `kind`. */
export const READ_KINDS: readonly string[] = [...new Set(CROSS_READS.map(({ route }) => route.name))];

export type ReadOutcome = 'denied' | 'let-in' | 'unanswered';

/** Too busy, or broken: neither let in nor denied. */
function isUnanswered(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}

/** Denied is the right status and nothing of the owner's in the answer; a foreign piece in it is judged by `foreign`. */
export function judgeRead(reply: Reply, read: CrossRead, data: OwnData, foreign: boolean): ReadOutcome {
  if (foreign || reply.body.includes(data.marker)) return 'let-in';
  if (isUnanswered(reply.status)) return 'unanswered';
  return isDenied(reply, read.denied, data, data.marker) ? 'denied' : 'let-in';
}

/** What a tenant must find of its own. Null: the answer could not be judged. */
export function ownFound(reply: Reply, marker: string): boolean | null {
  if (isUnanswered(reply.status)) return null;
  return reply.status < 300 && reply.body.includes(marker);
}
