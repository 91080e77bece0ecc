import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { connectProcess } from '../db/connect.ts';
import { fillPool } from '../db/pool.ts';
import { openLog } from '../log-file.ts';
import { plantedApiHooks } from '../planted/api/index.ts';
import { PlantedDefects } from '../planted/planted.ts';
import {
  followSupervisor,
  type ParentMessage,
  readProcessConfig,
  tellSupervisor,
} from '../process-config.ts';
import { Authenticator } from './auth/authenticate.ts';
import { combineHooks } from './hooks.ts';
import { ResultWaiter } from './result-waiter.ts';
import { Router } from './router.ts';
import { FLOW_ROUTES } from './routes/flows.ts';
import { FOLDER_ROUTES } from './routes/folders.ts';
import { INSTANCE_ROUTES } from './routes/instance.ts';
import { JOB_QUEUE_ROUTES } from './routes/job-queue.ts';
import { JOB_READ_ROUTES } from './routes/job-reads.ts';
import { RESOURCE_ROUTES } from './routes/resources.ts';
import { RUN_ROUTES } from './routes/run.ts';
import { SCRIPT_ROUTES } from './routes/scripts.ts';
import { USER_ROUTES } from './routes/users.ts';
import { VARIABLE_ROUTES } from './routes/variables.ts';
import { WORKSPACE_ROUTES } from './routes/workspaces.ts';
import { createApiServer } from './server.ts';
import type { Services } from './services.ts';
import { watchZombies } from './zombies.ts';

const POOL_SIZE = 20;
const KEY_RETRY_MS = 300;

/** The key that signs job tokens is shared through the database, so that every process accepts the others' tokens. */
async function readJobTokenKey(pool: pg.Pool): Promise<string> {
  for (;;) {
    try {
      const { rows } = await pool.query<{ value: string }>(
        "SELECT value FROM setting WHERE name = 'job_token_key'",
      );
      if (rows[0] !== undefined) return rows[0].value;
    } catch {
      // Started while the database is away: wait for it, as a container that is restarted would.
    }
    await new Promise((resolve) => setTimeout(resolve, KEY_RETRY_MS));
  }
}

const config = readProcessConfig('api');
const log = openLog(config.logFile, config.name);
const planted = new PlantedDefects(config.planted);
const poolSize = planted.has('small-pool') ? planted.param('pool-size') : POOL_SIZE;
const { pool, reach } = connectProcess(config, poolSize, planted);

let jobTokenKey = randomBytes(32).toString('hex');
void readJobTokenKey(pool).then((key) => {
  jobTokenKey = key;
  void fillPool(pool);
});

const authenticator = new Authenticator(pool, config.poolWaitMs, () => jobTokenKey, planted);
process.on('message', (message: ParentMessage) => authenticator.forget(message.what));

let sawJob = false;
const services: Services = {
  pool,
  reach,
  planted,
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
  ...FOLDER_ROUTES,
  ...USER_ROUTES,
  ...WORKSPACE_ROUTES,
  ...INSTANCE_ROUTES,
]);

const server = createApiServer({
  router,
  authenticator,
  services,
  hooks: combineHooks(plantedApiHooks(planted), services),
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
