import type { DefectHooks } from '../../api/hooks.ts';
import { rawJson } from '../../api/reply.ts';
import { workspaceOf } from '../../api/request.ts';
import { carriesResult } from './job-answers.ts';

/** The result of another job of the workspace that ended within the last seconds, when there is one. */
const OTHER = `SELECT c.id, c.result::text AS result FROM completed c
  WHERE c.workspace_id = $1 AND c.success AND c.completed_at > now() - interval '3 seconds'
  ORDER BY c.completed_at DESC LIMIT 5`;

/** Under concurrency some answers carry the result of the job next to it. */
export const wrongResult: DefectHooks = {
  after: async (match, request, reply) => {
    const { planted, pool } = request.services;
    if (!carriesResult(match, reply)) return reply;
    if (!planted.strikes('wrong-result', planted.param('wrong-every'))) return reply;
    const { rows } = await pool.query<{ id: string; result: string }>(OTHER, [workspaceOf(request)]);
    const other = rows.find((row) => !reply.body.includes(row.result));
    if (other === undefined) return reply;
    if (match.route.pattern.includes('/run_wait_result/')) return rawJson(other.result);
    return rawJson(`{"started":true,"success":true,"completed":true,"result":${other.result}}`);
  },
};
