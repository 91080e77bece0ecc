import { connectProcess } from '../db/connect.ts';
import { readJobTokenKey } from '../db/job-token-key.ts';
import { fillPool } from '../db/pool.ts';
import { openLog } from '../log-file.ts';
import { lastOf, PlantedDefects } from '../planted/planted.ts';
import {
  followSupervisor,
  type ParentMessage,
  readProcessConfig,
  tellSupervisor,
} from '../process-config.ts';
import { Authenticator } from './auth/authenticate.ts';
import { combineHooks, combineSubmission } from './hooks.ts';
import { ResultWaiter } from './result-waiter.ts';
import { Router } from './router.ts';
import { FLOW_ROUTES } from './routes/flows.ts';
import { FOLDER_ROUTES } from './routes/folders.ts';
import { INSTANCE_ROUTES } from './routes/instance.ts';
import { JOB_QUEUE_ROUTES } from './routes/job-queue.ts';
import { JOB_READ_ROUTES } from './routes/job-reads.ts';
import { RESOURCE_ROUTES } from './routes/resources.ts';
import { RUN_ROUTES } from './routes/run.ts';
import { SCHEDULE_ROUTES } from './routes/schedules.ts';
import { SCRIPT_ROUTES } from './routes/scripts.ts';
import { USER_ROUTES } from './routes/users.ts';
import { VARIABLE_ROUTES } from './routes/variables.ts';
import { WORKSPACE_ROUTES } from './routes/workspaces.ts';
import { createApiServer } from './server.ts';
import type { Services } from './services.ts';
import { watchZombies } from './zombies.ts';

const POOL_SIZE = 20;

const config = readProcessConfig('api');
const log = openLog(config.logFile, config.name);
const planted = new PlantedDefects(config.planted);
const defects = planted.api();
const poolSize = lastOf(defects, (hooks) => hooks.poolSize) ?? POOL_SIZE;
const { pool, reach } = connectProcess(config, poolSize, planted.connection());

const jobTokenKey = readJobTokenKey({ pool, reach });
// At work with its key and all of its connections: before that a job's token is not accepted, and a pool that fills
// under the load would look like one that grows.
void jobTokenKey.then(() => fillPool(pool)).then(() => tellSupervisor({ type: 'at-work' }));

const authenticator = new Authenticator(pool, {
  poolWaitMs: config.poolWaitMs,
  jobTokenKey,
  keepsEndedTokens: lastOf(defects, (hooks) => hooks.keepsEndedTokens) ?? false,
});
process.on('message', (message: ParentMessage) => authenticator.forget(message.what));

let sawJob = false;
const services: Services = {
  pool,
  reach,
  submission: combineSubmission(defects),
  results: new ResultWaiter(pool),
  waitTimeoutMs: config.waitTimeoutMs,
  forget: (what) => {
    authenticator.forget(what);
    tellSupervisor({ type: 'forget', what });
  },
  healthTimeoutMs: config.healthTimeoutMs,
  onJobAccepted: () => {
    if (sawJob) return;
    sawJob = true;
    tellSupervisor({ type: 'first-job' });
  },
};

const router = new Router([
  ...RUN_ROUTES,
  ...JOB_READ_ROUTES,
  ...JOB_QUEUE_ROUTES,
  ...VARIABLE_ROUTES,
  ...RESOURCE_ROUTES,
  ...SCRIPT_ROUTES,
  ...FLOW_ROUTES,
  ...SCHEDULE_ROUTES,
  ...FOLDER_ROUTES,
  ...USER_ROUTES,
  ...WORKSPACE_ROUTES,
  ...INSTANCE_ROUTES,
]);

const server = createApiServer({
  router,
  authenticator,
  services,
  hooks: combineHooks(defects, services),
  log,
});

followSupervisor(() => process.exit(0));
watchZombies({ pool, reach }, { timeoutMs: config.zombieTimeoutMs, checkMs: config.zombieCheckMs }, log);

server.on('error', (error) => {
  log('listen-failed', { message: error.message });
  process.stderr.write(`target API: ${error.message}\n`);
  process.exit(1);
});
server.listen(config.port, config.host, () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  log('listening', { port });
  tellSupervisor({ type: 'ready', port });
});
