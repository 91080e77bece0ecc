import { createServer, type Server } from 'node:http';
import type pg from 'pg';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ChildMessage } from '../process-config.ts';
import { postgresUsage } from './postgres-usage.ts';

const SAMPLE_MS = 1_000;
const KEEP_ALIVE_MS = 120_000;
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Connections of the target's own processes and of jobs; the one that counts them is left out. */
const DATABASE_FIGURES = `SELECT
  (SELECT count(*)::int FROM queue WHERE NOT running) AS waiting,
  (SELECT count(*)::int FROM pg_stat_activity
   WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()) AS connections`;

export interface MetricsSources {
  /** Straight to the database, not through the fault proxy: the figures go on during an outage. */
  readonly pool: pg.Pool;
  readonly postgresPid: () => number | undefined;
}

/** Prometheus metrics of the whole target, a series per process. */
export class TargetMetrics {
  readonly #registry = new Registry();
  readonly #sources: MetricsSources;
  readonly #cpu = this.#gauge('process_cpu_seconds_total', 'CPU time, user and system, in seconds.', [
    'process',
  ]);
  readonly #memory = this.#gauge('process_resident_memory_bytes', 'Resident memory in bytes.', ['process']);
  readonly #start = this.#gauge('process_start_time_seconds', 'Start time since the epoch in seconds.', [
    'process',
  ]);
  readonly #queue = this.#gauge('queue_count', 'Jobs that wait for a worker.', []);
  readonly #connections = this.#gauge('db_connections', 'Open database connections.', []);
  readonly #executed = this.#counter('worker_execution_count', 'Jobs run.');
  readonly #failed = this.#counter('worker_execution_failed', 'Jobs run that failed.');
  readonly #duration: Histogram<string>;
  #server: Server | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(sources: MetricsSources) {
    this.#sources = sources;
    this.#duration = new Histogram({
      name: 'worker_execution_duration_seconds',
      help: 'Time from taking a job to its stored result, in seconds.',
      labelNames: ['worker'],
      buckets: DURATION_BUCKETS,
      registers: [this.#registry],
    });
  }

  #gauge(name: string, help: string, labelNames: string[]): Gauge<string> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }

  #counter(name: string, help: string): Counter<string> {
    return new Counter({ name, help, labelNames: ['worker'], registers: [this.#registry] });
  }

  onStart(process: string): void {
    this.#start.set({ process }, Date.now() / 1_000);
    // The series is there from the first scrape on, also for a worker that never gets a job.
    if (process.startsWith('worker')) {
      this.#executed.inc({ worker: process }, 0);
      this.#failed.inc({ worker: process }, 0);
    }
  }

  onMessage(process: string, message: ChildMessage): void {
    if (message.type === 'usage') this.#record(process, message);
    if (message.type === 'executed') {
      this.#executed.inc({ worker: process });
      if (!message.success) this.#failed.inc({ worker: process });
      this.#duration.observe({ worker: process }, message.seconds);
    }
  }

  #record(process: string, usage: { cpuSeconds: number; rssBytes: number }): void {
    this.#cpu.set({ process }, usage.cpuSeconds);
    this.#memory.set({ process }, usage.rssBytes);
  }

  /** Serves `/metrics` on a free port and returns its address. */
  async listen(host: string): Promise<string> {
    await this.#sample();
    const server = createServer((request, response) => {
      if (request.url?.split('?')[0] !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      void this.#registry.metrics().then((text) => {
        response.writeHead(200, { 'content-type': this.#registry.contentType }).end(text);
      });
    });
    // Longer than the pause between two scrapes: a connection must not be closed under the next one.
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, host, resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the metrics have no TCP address');
    return `http://${host}:${address.port}/metrics`;
  }

  async #sample(): Promise<void> {
    const { user, system } = process.cpuUsage();
    this.#record('supervisor', { cpuSeconds: (user + system) / 1e6, rssBytes: process.memoryUsage.rss() });
    const postmaster = this.#sources.postgresPid();
    const usage = postmaster === undefined ? undefined : postgresUsage(postmaster);
    if (usage !== undefined) this.#record('postgres', usage);
    try {
      const { rows } = await this.#sources.pool.query<{ waiting: number; connections: number }>(
        DATABASE_FIGURES,
      );
      this.#queue.set(rows[0]?.waiting ?? 0);
      this.#connections.set(rows[0]?.connections ?? 0);
    } catch {
      // The last known figures stand.
    }
    this.#timer = setTimeout(() => void this.#sample(), SAMPLE_MS).unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const server = this.#server;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
