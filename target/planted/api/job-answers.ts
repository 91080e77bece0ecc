import type { Reply } from '../../api/reply.ts';
import type { Match } from '../../api/router.ts';

/** Whether this is a 200 that carries a job's result: an answer of `run_wait_result` or of a completed `get_result_maybe`. */
export function carriesResult(match: Match, reply: Reply): boolean {
  if (reply.status !== 200) return false;
  const { pattern } = match.route;
  if (pattern.includes('/run_wait_result/')) return true;
  return pattern.endsWith('get_result_maybe/:id') && reply.body.includes('"completed":true');
}
