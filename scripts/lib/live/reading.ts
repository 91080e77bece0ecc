/** What a run that goes on has shown so far, from the records that k6 writes meanwhile. Pure: no clock of its own. */
import type { Plan } from '../../../lib/load/plan.ts';
import { K6_METRIC, METRIC } from '../../../lib/metric-names.ts';
import type { RunEvent } from '../../../lib/summary-types.ts';
import { HELPER_VUS } from '../../../lib/validity.ts';
import type { Snapshot } from '../../../reports/read/dashboard.ts';

/** Rates and shares are of so many seconds: one alone jumps. */
const WINDOW_SECONDS = 10;

interface Second {
  readonly time: number;
  readonly jobs: number;
  readonly failed: number;
  readonly journeys: number;
  readonly requests: number;
  readonly deliveries: number;
  readonly p95: number | null;
  readonly driftP95: number | null;
}

export interface FaultInForce {
  readonly point: string;
  readonly kind: string;
  readonly since: number;
}

/** The state of a run at a moment; `null`: not known, or not yet. */
export interface LiveView {
  /** Seconds since the load began; null before. */
  readonly loadSeconds: number | null;
  readonly plan: Plan | null;
  readonly users: number | null;
  readonly jobsPerSecond: number | null;
  readonly requestsPerSecond: number | null;
  readonly deliveriesPerSecond: number | null;
  /** The worst second of the last ten; the p95 of all of them lies at or below it. */
  readonly p95Ms: number | null;
  readonly failedShare: number | null;
  readonly failedTotal: number;
  readonly queue: number | null;
  readonly driftP95Ms: number | null;
  readonly fault: FaultInForce | null;
  /** Seconds for which every journey that ended has failed; 0 where one has not. */
  readonly failingSeconds: number;
  /** Seconds without a single journey that ended, in a load that had some. */
  readonly silentSeconds: number;
}

const count = (snapshot: Snapshot, metric: string): number => snapshot.metrics.get(metric)?.count ?? 0;

/** Journeys that ended in a second: k6 gives the share that failed, and how many that were is counted beside it. */
function journeysOf(failed: number, rate: number | undefined, jobs: number): number {
  if (rate === undefined) return 0;
  return rate > 0 && failed > 0 ? Math.round(failed / rate) : jobs;
}

function secondOf(snapshot: Snapshot): Second {
  const { metrics, time } = snapshot;
  const jobs = count(snapshot, METRIC.jobsCompleted);
  const failed = count(snapshot, METRIC.journeyFailures);
  return {
    time,
    jobs,
    failed,
    journeys: journeysOf(failed, metrics.get(METRIC.journeyErrors)?.rate, jobs),
    requests: count(snapshot, K6_METRIC.requests),
    deliveries: count(snapshot, METRIC.webhookSent),
    p95: metrics.get(METRIC.jobDuration)?.['p(95)'] ?? null,
    driftP95: metrics.get(METRIC.generatorDrift)?.['p(95)'] ?? null,
  };
}

/** The highest of the values that are there. */
const highest = (values: readonly (number | null)[]): number | null =>
  values.reduce((most, value) => (value === null || (most !== null && most >= value) ? most : value), null);

const sum = (seconds: readonly Second[], field: 'jobs' | 'failed' | 'journeys' | 'requests' | 'deliveries') =>
  seconds.reduce((total, second) => total + second[field], 0);

export class LiveReading {
  readonly #plan: Plan | null;
  readonly #periodMs: number;
  #recent: Second[] = [];
  #loadStartedAt: number | null = null;
  #users: number | null = null;
  #queue: number | null = null;
  #fault: FaultInForce | null = null;
  #failedTotal = 0;
  #deliveries = false;
  #failingSince: number | null = null;
  #lastJourneyAt: number | null = null;
  #journeys = false;
  #restarts = 0;

  /** @param plan of the load; null where a run has none. */
  constructor(plan: Plan | null, periodMs = 1000) {
    this.#plan = plan;
    this.#periodMs = periodMs;
  }

  /** Times a process of the target was seen to have restarted. */
  get restarts(): number {
    return this.#restarts;
  }

  snapshot(snapshot: Snapshot): void {
    const second = secondOf(snapshot);
    const { metrics, time } = snapshot;
    // The watchdog naps from the first moment of the load, and never before.
    if (this.#loadStartedAt === null && second.driftP95 !== null) this.#loadStartedAt = time - this.#periodMs;
    const vus = metrics.get(K6_METRIC.vus)?.value;
    if (vus !== undefined) this.#users = Math.max(0, vus - HELPER_VUS - (this.#plan?.helpers ?? 0));
    const queue = metrics.get(METRIC.queueLength)?.avg;
    if (queue !== undefined) this.#queue = queue;
    this.#failedTotal += second.failed;
    if (second.deliveries > 0) this.#deliveries = true;
    if (second.journeys > 0) {
      this.#journeys = true;
      this.#lastJourneyAt = time;
      if (second.failed < second.journeys) this.#failingSince = null;
      else this.#failingSince ??= time - this.#periodMs;
    }
    this.#recent.push(second);
    this.#recent = this.#recent.filter((each) => each.time > time - WINDOW_SECONDS * 1000);
  }

  event(event: RunEvent): void {
    if (event.event === 'monitor' && event.restarted === true) this.#restarts += 1;
    if (event.event !== 'fault') return;
    // What fails under a fault is meant to; what goes on failing after it is not.
    this.#failingSince = null;
    this.#lastJourneyAt = null;
    this.#fault =
      event.mark === 'made' ? { point: String(event.point), kind: String(event.kind), since: event.t } : null;
  }

  /** @param now Unix ms. */
  view(now: number): LiveView {
    const recent = this.#recent.filter(({ time }) => time > now - WINDOW_SECONDS * 1000 - this.#periodMs);
    const started = this.#loadStartedAt;
    const loadSeconds = started === null ? null : Math.max(0, (now - started) / 1000);
    const ofLoad = started === null ? [] : recent.filter(({ time }) => time > started);
    const seconds = (ofLoad.length * this.#periodMs) / 1000;
    const per = (total: number) => (seconds > 0 ? total / seconds : null);
    const journeys = sum(ofLoad, 'journeys');
    const overBy = (loadSeconds ?? 0) - (this.#plan?.seconds ?? Number.POSITIVE_INFINITY);
    const watched = overBy <= 0 && started !== null && this.#fault === null;
    return {
      loadSeconds,
      plan: this.#plan,
      users: this.#users,
      jobsPerSecond: this.#journeys ? per(sum(ofLoad, 'jobs')) : null,
      requestsPerSecond:
        seconds > 0
          ? per(sum(ofLoad, 'requests'))
          : recent.length === 0
            ? null
            : sum(recent, 'requests') / recent.length,
      deliveriesPerSecond: this.#deliveries ? per(sum(ofLoad, 'deliveries')) : null,
      p95Ms: highest(ofLoad.map(({ p95 }) => p95)),
      failedShare: journeys === 0 ? null : sum(ofLoad, 'failed') / journeys,
      failedTotal: this.#failedTotal,
      queue: this.#queue,
      driftP95Ms: highest(ofLoad.slice(-3).map(({ driftP95 }) => driftP95)),
      fault: this.#fault,
      failingSeconds:
        this.#failingSince === null || !watched ? 0 : Math.max(0, (now - this.#failingSince) / 1000),
      silentSeconds:
        this.#lastJourneyAt === null || !watched ? 0 : Math.max(0, (now - this.#lastJourneyAt) / 1000),
    };
  }
}
