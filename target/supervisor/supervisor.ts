import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stop as stopBundler } from 'esbuild';
import type pg from 'pg';
import { createPool } from '../db/pool.ts';
import type { TargetOptions } from '../options.ts';
import { plantFixtures } from '../planted/deploy-scripts.ts';
import type { SetUpHooks } from '../planted/places.ts';
import { lastOf, PlantedDefects } from '../planted/planted.ts';
import type { ChildMessage } from '../process-config.ts';
import { type FaultProxyServer, startFaultProxyServer } from '../proxy/server.ts';
import { startThirdParty, type ThirdParty } from '../third-party/server.ts';
import { bundleScript } from '../worker/bundle-script.ts';
import { bundleGuardian, bundlePrograms, type Programs } from './bundle.ts';
import { SupervisedProcess } from './child-process.ts';
import { type DatabasePlan, planDatabase } from './database.ts';
import { type Fixture, readFixtures, readFlows } from './fixtures.ts';
import { Guardian } from './guardian-process.ts';
import { TargetMetrics } from './metrics.ts';
import { planRunDir } from './run-dir.ts';
import { seed, type Tenant } from './seed.ts';
import { sweepLeftOvers } from './sweep.ts';

/** The line that the target prints when it is ready. */
export interface ReadyLine {
  /** Without `/api` and without a slash at the end. */
  readonly baseUrl: string;
  readonly tenants: readonly Tenant[];
  readonly toxiproxyUrl: string;
  /** The third party itself, past its fault proxy: who uses it can make it misbehave. */
  readonly thirdPartyUrl: string;
  readonly metricsUrl: string;
  readonly logFile: string;
  /** One address per API process; the first is `baseUrl`. */
  readonly apiUrls: readonly string[];
}

const TARGET_DIR = fileURLToPath(new URL('..', import.meta.url));
const PROJECT_ROOT = path.dirname(TARGET_DIR.replace(/[\\/]$/, ''));
const LOOK_AGAIN_MS = 25;
const START_LIMIT_MS = 30_000;
const DIRECT_ANSWER_MS = 3_000;

/** Starts, watches and stops everything that the target consists of. */
export class Supervisor {
  readonly #options: TargetOptions;
  readonly #planted: PlantedDefects;
  readonly #defects: readonly SetUpHooks[];
  readonly #runDir = planRunDir();
  readonly #logFile: string;
  readonly #apis: SupervisedProcess[] = [];
  readonly #workers: SupervisedProcess[] = [];
  #guardian: Guardian | undefined;
  #faultProxy: FaultProxyServer | undefined;
  #thirdParty: ThirdParty | undefined;
  #metrics: TargetMetrics | undefined;
  #directPool: pg.Pool | undefined;
  #sawJob = false;
  #stopping: Promise<void> | undefined;

  constructor(options: TargetOptions) {
    this.#options = options;
    this.#planted = new PlantedDefects(options.planted);
    this.#defects = this.#planted.setUp();
    this.#logFile = path.resolve(options.logFile ?? path.join(this.#runDir, 'target.log'));
  }

  async start(): Promise<ReadyLine> {
    sweepLeftOvers();
    const plan = await planDatabase(this.#options.databaseUrl);
    const guardianProgram = await bundleGuardian(TARGET_DIR);
    this.#goOn();
    const guardian = new Guardian(guardianProgram, this.#runDir);
    this.#guardian = guardian;
    const database = await guardian.begin({
      runDir: this.#runDir,
      projectRoot: PROJECT_ROOT,
      database: plan.guarded,
    });
    const directPool = createPool(plan.direct, {
      max: 2,
      applicationName: 'autwinmill-supervisor',
      answerMs: DIRECT_ANSWER_MS,
    });
    this.#directPool = directPool;
    const metrics = new TargetMetrics({ pool: directPool, postgresPid: () => guardian.postgresPid });
    this.#metrics = metrics;
    const proxies = await this.#startProxies(plan);
    const jobDatabase = { ...plan.direct, ...proxies.database };
    const fixturesDir = path.join(TARGET_DIR, 'fixtures');
    const healthy = readFixtures(fixturesDir);
    const fixtures = await plantFixtures(healthy, this.#planted, TARGET_DIR);
    // Side by side: the processes wait for the database by themselves, as after any outage.
    const [apiUrls, tenants] = await Promise.all([
      this.#startProcesses(jobDatabase, fixtures),
      database.ready.then(async () => {
        await waitForDatabase(directPool);
        const tenants = await seed(directPool, {
          tenants: this.#options.tenants,
          adminToken: this.#options.adminToken,
          fixtures,
          flows: readFlows(fixturesDir),
          thirdPartyUrl: proxies.thirdPartyUrl,
          jobDatabase,
        });
        for (const { filled } of this.#defects) await filled?.(directPool);
        return tenants;
      }),
    ]);
    // Ready means that all are at work: a worker that shows up later would look like a change of the target.
    await waitUntil(
      () => 'the API does not come to work',
      () => this.#apis.every((api) => api.isAtWork),
    );
    await waitForWorkers(directPool, this.#workers.length);
    const tokens = tenants.map(({ token }) => token);
    for (const line of this.#defects.flatMap(({ earlierLog }) => earlierLog?.(tokens) ?? [])) {
      appendFileSync(this.#logFile, `${line}\n`);
    }
    await stopBundler();
    return {
      baseUrl: apiUrls[0] ?? '',
      tenants,
      toxiproxyUrl: proxies.toxiproxyUrl,
      thirdPartyUrl: this.#thirdParty?.url ?? '',
      metricsUrl: await metrics.listen(this.#options.host),
      logFile: this.#logFile,
      apiUrls,
    };
  }

  /** The API and worker processes, and the bundled fixtures that spare the workers the first compilation. */
  async #startProcesses(db: DatabasePlan['direct'], fixtures: readonly Fixture[]): Promise<string[]> {
    const programs = await bundlePrograms(TARGET_DIR, this.#runDir);
    const bundleDir = path.join(this.#runDir, 'scripts');
    mkdirSync(bundleDir);
    const [apiUrls] = await Promise.all([
      this.#startApis(programs, db),
      ...fixtures.map(({ content }) => bundleScript({ content, bundleDir, projectRoot: PROJECT_ROOT })),
    ]);
    await this.#startWorkers(programs, db, apiUrls[0] ?? '', bundleDir);
    return apiUrls;
  }

  async #startProxies(plan: DatabasePlan) {
    const capacity = lastOf(this.#defects, ({ thirdParty }) => thirdParty);
    this.#thirdParty = await startThirdParty(capacity === undefined ? {} : { capacity });
    this.#faultProxy = await startFaultProxyServer({});
    const database = await this.#faultProxy.createProxy({
      name: 'database',
      upstream: `${plan.direct.host}:${plan.direct.port}`,
    });
    const thirdParty = await this.#faultProxy.createProxy({
      name: 'third_party',
      upstream: new URL(this.#thirdParty.url).host,
    });
    const [host = '127.0.0.1', port = '0'] = splitAddress(database.listen);
    return {
      toxiproxyUrl: this.#faultProxy.url,
      thirdPartyUrl: `http://${thirdParty.listen}`,
      database: { host, port: Number(port) },
    };
  }

  #shared(db: DatabasePlan['direct']) {
    const { planted, poolWaitMs } = this.#options;
    return { db, planted, poolWaitMs, logFile: this.#logFile };
  }

  #events() {
    return {
      onStart: (name: string) => this.#metrics?.onStart(name),
      onMessage: (name: string, message: ChildMessage) => {
        this.#metrics?.onMessage(name, message);
        if (message.type === 'first-job') this.#onFirstJob();
        if (message.type === 'forget') for (const api of this.#apis) api.send(message);
      },
    };
  }

  async #startApis(programs: Programs, db: DatabasePlan['direct']): Promise<string[]> {
    const { host, port, apiProcesses, waitTimeoutMs, healthTimeoutMs } = this.#options;
    const { zombieTimeoutMs, zombieCheckMs } = this.#options;
    const starts = Array.from({ length: apiProcesses }, async (_, index) => {
      this.#goOn();
      const api = new SupervisedProcess(
        programs.api,
        {
          role: 'api',
          name: apiProcesses === 1 ? 'api' : `api-${index + 1}`,
          host,
          port: port === 0 ? 0 : port + index,
          waitTimeoutMs,
          healthTimeoutMs,
          zombieTimeoutMs,
          zombieCheckMs,
          ...this.#shared(db),
        },
        this.#events(),
      );
      this.#apis.push(api);
      const ready = await api.start();
      return `http://${host}:${ready.port}`;
    });
    return Promise.all(starts);
  }

  async #startWorkers(programs: Programs, db: DatabasePlan['direct'], baseUrl: string, bundleDir: string) {
    const count = lastOf(this.#defects, ({ workers }) => workers) ?? this.#options.workers;
    const starts = Array.from({ length: count }, (_, index) => {
      this.#goOn();
      const worker = new SupervisedProcess(
        programs.worker,
        {
          role: 'worker',
          name: `worker-${index + 1}`,
          baseUrl,
          projectRoot: PROJECT_ROOT,
          threadFile: programs.thread,
          bundleDir,
          jobTimeoutMs: this.#options.jobTimeoutMs,
          pingMs: this.#options.pingMs,
          jobProcess: this.#options.jobProcess,
          ...this.#shared(db),
        },
        this.#events(),
      );
      this.#workers.push(worker);
      return worker.start();
    });
    await Promise.all(starts);
  }

  #onFirstJob(): void {
    if (this.#sawJob) return;
    this.#sawJob = true;
    const restart = () => {
      if (this.stopping) return;
      for (const child of [...this.#apis, ...this.#workers]) child.kill();
    };
    for (const { firstJob } of this.#defects) firstJob?.({ restart });
  }

  /** Whether it was asked to stop: then what the start throws is no failure. */
  get stopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** What is started after everything was stopped would stay. */
  #goOn(): void {
    if (this.stopping) throw new Error('stopped while it was starting');
  }

  /** Stops everything and removes what was written. Safe to call at any point of the start, and again. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    await Promise.all([...this.#workers, ...this.#apis].map((child) => child.stop()));
    await this.#metrics?.close();
    await this.#directPool?.end().catch(() => undefined);
    await this.#faultProxy?.close();
    await this.#thirdParty?.close();
    if (this.#guardian !== undefined) await this.#guardian.end();
  }
}

function splitAddress(address: string): [string, string] {
  const colon = address.lastIndexOf(':');
  return [address.slice(0, colon).replace(/^\[|\]$/g, ''), address.slice(colon + 1)];
}

async function waitForDatabase(pool: pg.Pool): Promise<void> {
  let last = '';
  await waitUntil(
    () => `the database does not answer: ${last}`,
    () =>
      pool.query('SELECT 1').then(
        () => true,
        (error: Error) => {
          last = error.message;
          return false;
        },
      ),
  );
}

/** Until every worker has shown itself in `workers/list`. */
async function waitForWorkers(pool: pg.Pool, count: number): Promise<void> {
  let came = 0;
  await waitUntil(
    () => `only ${came} of ${count} workers came to work`,
    async () => {
      const { rows } = await pool.query<{ workers: number }>(
        'SELECT count(*)::int AS workers FROM worker_ping',
      );
      came = rows[0]?.workers ?? 0;
      return came >= count;
    },
  );
}

/** Looks again and again, and throws the complaint when it has looked for long enough. */
async function waitUntil(complaint: () => string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(complaint());
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
