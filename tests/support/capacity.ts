/** The embedded target under a stress run, and what it counts itself meanwhile. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle, SUITE_ROOT } from '../../build/bundler.ts';
import { analyse } from '../../reports/analysis/analyse.ts';
import { readSummary } from '../../reports/read/summary.ts';
import type { Result } from '../../reports/result-schema.ts';
import { type EmbeddedTarget, startEmbeddedTarget } from '../../scripts/lib/embedded-target.ts';
import { ALL_SETTINGS } from '../../scripts/lib/runner-settings.ts';

const execute = promisify(execFile);
const POLL_MS = 50;

interface Reading {
  /** Unix ms. */
  readonly t: number;
  readonly completed: number;
}

/** Jobs that the target's workers have completed, read from its own metrics a few times a second. */
class CompletedJobs {
  readonly #url: string;
  readonly #readings: Reading[] = [];
  #stopped = false;
  readonly #done: Promise<void>;

  constructor(metricsUrl: string) {
    this.#url = metricsUrl;
    this.#done = this.#poll();
  }

  async #poll(): Promise<void> {
    while (!this.#stopped) {
      const t = Date.now();
      const text = await (await fetch(this.#url)).text();
      const counts = [...text.matchAll(/^worker_execution_count\{[^}]*\} (\d+)/gm)];
      this.#readings.push({ t, completed: counts.reduce((sum, [, count]) => sum + Number(count), 0) });
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#done;
  }

  /** Jobs completed until a moment, between the readings on either side of it. */
  #until(t: number): number {
    const after = this.#readings.findIndex((reading) => reading.t >= t);
    const [right, left] = [this.#readings[after], this.#readings[after - 1]];
    if (right === undefined || left === undefined) throw new Error('the moment was not observed');
    const share = (t - left.t) / (right.t - left.t);
    return left.completed + share * (right.completed - left.completed);
  }

  between(from: number, to: number): number {
    return this.#until(to) - this.#until(from);
  }
}

export interface CapacityRun {
  readonly result: Result;
  /** What `k6 run` printed. */
  readonly output: string;
  /** Jobs a second that the target itself counted in the measured seconds of a step. */
  readonly countedAt: (users: number) => number;
  /** Seconds from the start of k6 to its end. */
  readonly seconds: number;
}

function cleanEnvironment(): Record<string, string> {
  const settings = new Set(ALL_SETTINGS.map(({ env }) => env));
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || settings.has(name) ? [] : [[name, value]],
    ),
  );
}

/** A target with its workers and planted defects, and plain runs of k6 against it. */
export class CapacityTarget {
  readonly target: EmbeddedTarget;
  readonly #folder = mkdtempSync(join(tmpdir(), 'capacity '));

  private constructor(target: EmbeddedTarget) {
    this.target = target;
  }

  static async start(
    workers: number,
    defects: readonly string[] = [],
    defectParams: readonly string[] = [],
    { jobProcess = false } = {},
  ): Promise<CapacityTarget> {
    await bundle();
    const target = await startEmbeddedTarget({
      tenants: 2,
      workers,
      databaseUrl: '',
      defects,
      defectParams,
      jobProcess,
      signal: new AbortController().signal,
    });
    return new CapacityTarget(target);
  }

  /** Settings that make jobs sleep, so that the capacity is workers over service time. */
  static sleeping(ms: number): Record<string, string> {
    return { WM_SCRIPT_PATH: 'f/perf/sleep', WM_SCRIPT_ARGS: JSON.stringify({ ms }) };
  }

  /** The environment of a run against this target. */
  environment(settings: Readonly<Record<string, string>>): Record<string, string> {
    return {
      ...cleanEnvironment(),
      ...this.target.environment(),
      PROFILE: 'smoke',
      RESULTS_DIR: this.#folder,
      K6_NO_USAGE_REPORT: 'true',
      PERF_TARGET_KIND: 'embedded',
      ...settings,
    };
  }

  /** `k6 run dist/k6/stress.js`, as a user types it, and the report made from its summary. */
  async stress(settings: Readonly<Record<string, string>>): Promise<CapacityRun> {
    const jobs = new CompletedJobs(this.target.ready.metricsUrl);
    const startedAt = Date.now();
    const { stdout } = await execute(
      process.env.K6_BIN ?? 'k6',
      ['run', '--quiet', '--address=', join(SUITE_ROOT, 'dist', 'k6', 'stress.js')],
      { env: this.environment(settings), maxBuffer: 2 ** 24 },
    ).catch((error: { code?: unknown; stdout?: string; stderr?: string }) => {
      // 99: a threshold ended the run, as it should where the limit is found.
      if (error.code === 99) return { stdout: error.stdout ?? '' };
      throw new Error(`k6 ended with ${String(error.code)}: ${error.stderr ?? ''}`);
    });
    const seconds = (Date.now() - startedAt) / 1000;
    await jobs.stop();
    const written = readdirSync(this.#folder)
      .filter((name) => name.endsWith('-summary.json'))
      .sort();
    const summary = await readSummary(join(this.#folder, written.at(-1) ?? ''));
    const result = analyse(
      {
        folder: this.#folder,
        summary,
        dashboard: null,
        events: [],
        run: null,
        resources: null,
        logScan: null,
      },
      'en',
    );
    const loadStart = Date.parse(summary.startedAt);
    return {
      result,
      output: stdout,
      seconds,
      countedAt: (users) => {
        const phase = summary.plan.phases.find((one) => one.users === users);
        if (phase === undefined) throw new Error(`no step with ${users} users`);
        const from = loadStart + phase.startSeconds * 1000;
        return jobs.between(from, from + phase.seconds * 1000) / phase.seconds;
      },
    };
  }

  async stop(): Promise<void> {
    await this.target.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
