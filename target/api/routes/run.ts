import { cancelJob } from '../jobs/cancel.ts';
import { type Runnable, submitJob } from '../jobs/submit.ts';
import { ApiError, type Reply, rawJson, text } from '../reply.ts';
import { type ApiRequest, caller, param, workspaceOf } from '../request.ts';
import type { Route } from '../router.ts';

const RUNNABLES = {
  p: (request: ApiRequest): Runnable => ({ kind: 'script', path: param(request, 'path') }),
  h: (request: ApiRequest): Runnable => ({ kind: 'script', hash: param(request, 'path') }),
  f: (request: ApiRequest): Runnable => ({ kind: 'flow', path: param(request, 'path') }),
} as const;

async function runAsync(request: ApiRequest, runnable: Runnable): Promise<Reply> {
  return text(await submitJob(request, runnable), 201);
}

async function runAndWait(request: ApiRequest, runnable: Runnable): Promise<Reply> {
  const { results, waitTimeoutMs } = request.services;
  const jobId = await submitJob(request, runnable);
  const outcome = await results.wait(workspaceOf(request), jobId, {
    timeoutMs: waitTimeoutMs,
    hungUp: request.hungUp,
  });
  if (typeof outcome === 'object') return rawJson(outcome.result, outcome.success ? 200 : 422);
  const reason =
    outcome === 'timeout' ? `timeout after ${Math.round(waitTimeoutMs / 1_000)}s` : 'client disconnected';
  await giveUp(request, jobId, reason);
  throw new ApiError(500, reason);
}

/** Nobody is waiting any more: the job is cancelled, best effort. */
async function giveUp(request: ApiRequest, jobId: string, reason: string): Promise<void> {
  const by = caller(request).username;
  await cancelJob(request.services.pool, { workspace: workspaceOf(request), jobId, by, reason }).catch(
    () => undefined,
  );
}

const scopeToRun = (kind: keyof typeof RUNNABLES) => `jobs:run:${kind === 'f' ? 'flows' : 'scripts'}`;

const ASYNCHRONOUS = (['p', 'h', 'f'] as const).map(
  (kind): Route => ({
    method: 'POST',
    pattern: `w/:w/jobs/run/${kind}/*path`,
    access: 'workspace',
    scope: scopeToRun(kind),
    handle: (request) => runAsync(request, RUNNABLES[kind](request)),
  }),
);

const SYNCHRONOUS = (['GET', 'POST'] as const).flatMap((method) =>
  (['p', 'h', 'f'] as const).map(
    (kind): Route => ({
      method,
      pattern: `w/:w/jobs/run_wait_result/${kind}/*path`,
      access: 'workspace',
      scope: scopeToRun(kind),
      handle: (request) => runAndWait(request, RUNNABLES[kind](request)),
    }),
  ),
);

export const RUN_ROUTES: readonly Route[] = [...ASYNCHRONOUS, ...SYNCHRONOUS];
