import { randomUUID } from 'node:crypto';
import { canceledResult } from '../../api/jobs/cancel.ts';
import type { ClaimedJob, Ending } from '../claims.ts';
import { untilItWorks } from '../patience.ts';
import { failure } from '../protocol.ts';
import type { JobContext } from '../run-job.ts';
import { advance, type Next, type World } from './advance.ts';
import { leaveFlow, loadFlow, pushSteps, readOutcomes, type StoredFlow } from './store.ts';

/** An expression that takes longer is taken for one that does not end. */
const EXPRESSION_MS = 10_000;

export const isFlow = ({ kind }: ClaimedJob): boolean => kind === 'flow' || kind === 'flownode';

/**
 * A flow's turn: its next steps become jobs of their own, which any worker runs, or it ends. Undefined: it goes on, and
 * no worker is kept while it waits for its steps.
 */
export async function takeTurn(context: JobContext, job: ClaimedJob): Promise<Ending | undefined> {
  const { pool, worker } = context;
  const ends = (success: boolean, result: unknown, flowStatus?: string): Ending => ({
    success,
    result: JSON.stringify(result ?? null),
    logs: `Flow job completed with ${success ? 'success' : 'error'}\n`,
    memPeak: context.memoryKb(),
    canceledBy: job.canceled_by,
    canceledReason: job.canceled_reason,
    ...(flowStatus === undefined ? {} : { flowStatus }),
  });
  if (job.canceled_by !== null) {
    const reason = job.canceled_reason ?? '';
    const { error } = canceledResult(job.canceled_by, reason);
    return ends(false, { error: { ...error, reason, canceler: job.canceled_by } });
  }
  const [flow, ...around] = await untilItWorks(() => loadFlow(pool, job.id));
  if (flow === undefined) {
    return ends(false, JSON.parse(failure(new Error(`flow ${job.script_path} not found`)).result));
  }
  const next = await nextOf(context, job, flow, around);
  if (next.kind === 'end') return ends(next.success, next.result, JSON.stringify(next.status));
  await untilItWorks(() =>
    next.kind === 'push'
      ? pushSteps(pool, worker, job, next.status, next.children)
      : leaveFlow(pool, worker, job),
  );
  return undefined;
}

async function nextOf(
  context: JobContext,
  job: ClaimedJob,
  flow: StoredFlow,
  around: readonly StoredFlow[],
): Promise<Next> {
  const world = worldOf(context);
  const outer: Record<string, unknown> = {};
  for (const { status } of [...around].reverse()) Object.assign(outer, await resultsIn(world, status));
  return advance({ ...flow, path: job.script_path, input: job.args, outer }, world);
}

/** Results of the steps that a flow has behind it. */
async function resultsIn(world: World, status: StoredFlow['status']): Promise<Record<string, unknown>> {
  const done = (status?.modules ?? []).filter((_, at) => at < (status?.step ?? 0));
  const outcomes = await world.outcomes(done.flatMap(({ job, flow_jobs }) => flow_jobs ?? job ?? []));
  return Object.fromEntries(
    done.map(({ id, job, flow_jobs }) => [
      id,
      flow_jobs?.map((one) => outcomes.get(one)?.result) ?? outcomes.get(job ?? '')?.result,
    ]),
  );
}

function worldOf({ pool, executor }: JobContext): World {
  return {
    outcomes: (ids) => untilItWorks(() => readOutcomes(pool, ids)),
    evaluate: async (code, scope) => {
      const timer = setTimeout(
        () => executor.abort(failure(new Error('an expression of the flow does not end'))),
        EXPRESSION_MS,
      );
      try {
        return await executor.expression(code, scope, () => undefined);
      } finally {
        clearTimeout(timer);
      }
    },
    newId: randomUUID,
  };
}
