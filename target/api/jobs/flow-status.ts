import type pg from 'pg';
import type { FlowStatus, ModuleStatus } from '../../worker/flow/status.ts';

const RUNNING = {
  name: 'running-steps',
  text: 'SELECT id FROM queue WHERE id = ANY($1::uuid[]) AND running',
};

/** The status of a flow with what its workers have begun since it was written: a step that runs is in progress. */
export async function withRunning(pool: pg.Pool, status: FlowStatus): Promise<FlowStatus> {
  const handler = status.failure_module;
  const waiting = [...status.modules, handler].filter(({ type }) => type === 'WaitingForExecutor');
  if (waiting.length === 0) return status;
  const { rows } = await pool.query<{ id: string }>({
    ...RUNNING,
    values: [waiting.map(({ job }) => job)],
  });
  const running = new Set<string | undefined>(rows.map(({ id }) => id));
  const shown = <M extends ModuleStatus>(module: M): M =>
    running.has(module.job) ? { ...module, type: 'InProgress' } : module;
  return { ...status, modules: status.modules.map(shown), failure_module: shown(handler) };
}
