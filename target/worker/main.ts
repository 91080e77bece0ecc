import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { connectProcess } from '../db/connect.ts';
import { readJobTokenKey } from '../db/job-token-key.ts';
import { fillPool, isRefusal } from '../db/pool.ts';
import { openLog } from '../log-file.ts';
import { lastOf, PlantedDefects } from '../planted/planted.ts';
import { followSupervisor, readProcessConfig, tellSupervisor } from '../process-config.ts';
import { pushNext } from '../schedules.ts';
import { type ClaimedJob, complete, type Ending, type PullOrder, pull } from './claims.ts';
import { ThreadExecutor } from './executor.ts';
import { isFlow, takeTurn } from './flow/turn.ts';
import { startHeartbeat, type WorkerVitals } from './heartbeat.ts';
import { Occupancy } from './occupancy.ts';
import { pause, untilItWorks } from './patience.ts';
import { ProcessExecutor } from './process-executor.ts';
import { failure } from './protocol.ts';
import { type JobContext, runJob } from './run-job.ts';
import { ScriptSource } from './source.ts';

/** Windmill's `SLEEP_QUEUE`: how long an idle worker waits before it looks again. */
const SLEEP_QUEUE_MS = 50;
/** One connection for the job at hand, one for its pings, one for the heartbeat. */
const CONNECTIONS = 3;

const config = readProcessConfig('worker');
const log = openLog(config.logFile, config.name);
const worker = `wk-default-${hostname()}-${config.name}-${randomBytes(3).toString('hex')}`;
const planted = new PlantedDefects(config.planted);
const defects = planted.worker();
const { pool, reach } = connectProcess(config, CONNECTIONS, planted.connection());
for (const hooks of defects) hooks.start?.(reach);
const { projectRoot, threadFile } = config;
const executor = new (config.jobProcess ? ProcessExecutor : ThreadExecutor)(threadFile, { projectRoot });
const vitals: WorkerVitals = {
  worker,
  startedAt: new Date(),
  occupancy: new Occupancy(performance.now()),
  jobsExecuted: 0,
  lastJob: undefined,
};

/** A result that the database refuses, not one that it cannot be given now, fails the job instead of being lost. */
async function store(job: ClaimedJob, ending: Ending): Promise<boolean> {
  try {
    return await untilItWorks(() => complete(pool, worker, job, ending), isRefusal);
  } catch (error) {
    const refused: Ending = { ...ending, ...failure(error), logs: '' };
    return untilItWorks(() => complete(pool, worker, job, refused));
  }
}

async function work(context: JobContext): Promise<never> {
  let lastWorkspace = '';
  const order: PullOrder = lastOf(defects, ({ pullOrder }) => pullOrder) ?? 'fair';
  for (;;) {
    const job = await untilItWorks(() => pull(pool, worker, order, lastWorkspace));
    if (job === undefined) {
      await pause(SLEEP_QUEUE_MS);
      continue;
    }
    lastWorkspace = job.workspace_id;
    const started = performance.now();
    vitals.occupancy.begin(started);
    const isTurn = isFlow(job);
    const ending = await (isTurn ? takeTurn(context, job) : runJob(context, job));
    if (ending !== undefined) {
      const { workspace_id, schedule_path } = job;
      if (schedule_path !== null)
        await untilItWorks(() => pushNext(pool, workspace_id, schedule_path, job.id));
      // The result is kept until the database takes it: a job that has run is never lost.
      const stored = await store(job, ending);
      const seconds = (performance.now() - started) / 1_000;
      vitals.jobsExecuted += 1;
      vitals.lastJob = { id: job.id, workspace: job.workspace_id };
      tellSupervisor({ type: 'executed', success: ending.success, seconds });
      for (const hooks of defects) hooks.ended?.({ id: job.id, logs: ending.logs }, log);
      if (!ending.success || !stored) {
        log('job-ended', { job: job.id, workspace: job.workspace_id, success: ending.success, stored });
      }
    } else if (!isTurn) log('job-lost', { job: job.id, workspace: job.workspace_id });
    vitals.occupancy.end(performance.now());
    for (const hooks of defects) await hooks.after?.();
  }
}

followSupervisor(() => process.exit(0));
tellSupervisor({ type: 'ready' });
log('started', { worker, pid: process.pid });
void readJobTokenKey({ pool, reach }).then(async (jobTokenKey) => {
  await fillPool(pool);
  // It shows itself when it takes jobs, not before.
  startHeartbeat(pool, vitals, config.pingMs);
  return work({
    pool,
    worker,
    executor,
    source: new ScriptSource(pool, { bundleDir: config.bundleDir, projectRoot: config.projectRoot }),
    defects,
    baseUrl: config.baseUrl,
    jobTokenKey,
    defaultTimeoutMs: config.jobTimeoutMs,
    memoryKb: () => Math.round(process.memoryUsage.rss() / 1024),
  });
});
