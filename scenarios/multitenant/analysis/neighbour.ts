/** Does a tenant feel a flooding neighbour? Quiet windows against noisy ones, tenant by tenant. */

import { METRIC } from '../../../lib/metric-names.ts';
import type { Observation } from '../../../reports/analysis/scenario-analysis.ts';
import { formatFigure } from '../../../reports/render/format.ts';
import { type PhaseWindow, phaseRatio } from '../../../reports/stats/bootstrap.ts';
import { fairness } from '../../../reports/stats/jain.ts';
import { paceIntervals } from '../../../reports/stats/pace.ts';
import { ascending, sortedQuantile } from '../../../reports/stats/quantile.ts';
import { atMost } from '../../shared/interval-verdict.ts';
import type { TenantContext } from '../context.ts';
import type { MultitenantDetails } from '../details.ts';
import { tenantTag } from '../load/names.ts';
import { type Side, steadyUsersOf } from '../load/plan.ts';
import type { MultitenantWords } from '../messages.ts';
import type { LedgerJob, TenantRecord } from './data.ts';
import { sameLoadElsewhere } from './elsewhere.ts';

type Details = MultitenantDetails;

export interface Neighbour {
  readonly figures: Details['neighbour'];
  readonly fairness: Details['fairness'];
  readonly perTenant: Details['perTenant'];
  readonly floodJobs: number;
  readonly observed: {
    readonly ratio: Observation;
    readonly minShare: Observation;
    readonly jain: Observation;
  };
}

/** Different numbers of tenants whose visits are compared with the quiet windows; each is visited twice. */
const NEAREST_COUNTS = 2;

/**
 * Of the planned pace in quiet windows. Users that cannot keep it are waiting for a system that is full without any flood:
 * a flood then adds less than it would.
 */
const LEAST_PACE = 0.75;

/** How many of the users' quiet windows there were, and in how many the flood's jobs were gone in time. */
interface MeasuredWindows {
  readonly all: number;
  readonly done: number;
}

function jobsOf(record: TenantRecord, side: Side): readonly LedgerJob[] {
  return record.plan.windows
    .filter((window) => window.side === side)
    .flatMap(({ name }) => record.jobs?.get(name) ?? []);
}

const latencies = (jobs: readonly LedgerJob[]): readonly number[] => jobs.flatMap(({ ms }) => ms ?? []);

/**
 * The latencies of each window; without a ledger its p95 as the only value, of which the median is then taken: the ratio
 * of the typical window instead of that of all samples.
 */
function windowsOf({ metrics }: TenantContext, record: TenantRecord) {
  const { jobs } = record;
  const windows = record.plan.windows.map(({ name, side }): PhaseWindow => {
    if (jobs !== null) return { phase: side, values: latencies(jobs.get(name) ?? []) };
    const { p95 } = metrics.trend(METRIC.jobDuration, { window: name });
    return { phase: side, values: p95 === null ? [] : [p95] };
  });
  return { windows, p: jobs === null ? 0.5 : 0.95 };
}

function ratioOf(
  context: TenantContext,
  record: TenantRecord,
  words: MultitenantWords,
  measured: MeasuredWindows,
): { readonly figures: Details['neighbour']; readonly observation: Observation } {
  const { metrics, settings, summary, language } = context;
  const sides = { quiet: { side: 'quiet' }, noisy: { side: 'noisy' } } as const;
  const [quiet, noisy] = [
    metrics.trend(METRIC.jobDuration, sides.quiet),
    metrics.trend(METRIC.jobDuration, sides.noisy),
  ];
  const n = quiet.n + noisy.n;
  const { windows, p } = windowsOf(context, record);
  const ratio = phaseRatio(windows, { seed: summary.seed, p });
  const elsewhere = sameLoadElsewhere(windows, elsewhereIn(context, record), { seed: summary.seed, p });
  const p95s = {
    quietP95: quiet.p95,
    noisyP95: noisy.p95,
    elsewhereP95: elsewhere?.p95 ?? null,
    quietMeasured: measured.all === 0 ? null : measured.done / measured.all,
  };
  if (!ratio.ok) {
    const detail = measured.done === 0 ? words.neverGone : words.reason(ratio);
    return {
      figures: { ...p95s, ratio: null, low: null, high: null },
      observation: { value: null, n: 0, detail },
    };
  }
  const { estimate, low, high } = ratio.value;
  const limit = settings.neighbourRatio;
  const figures = { ...p95s, ratio: estimate, low, high };
  if (elsewhere?.differs === true && estimate <= limit !== elsewhere.ratio <= limit) {
    const ms = (value: number | null) => formatFigure(value, 'ms', language);
    const times = (value: number) => formatFigure(value, 'ratio', language);
    const detail = words.elsewhere(ms(quiet.p95), ms(elsewhere.p95), times(estimate), times(elsewhere.ratio));
    return { figures, observation: { value: estimate, n, interval: [low, high], open: 'either', detail } };
  }
  const observation = atMost(limit, ratio.value, n, words.straddles);
  const kept = paceKept(quiet.n, record, measured);
  if (observation.open !== undefined || kept === null || kept >= LEAST_PACE) return { figures, observation };
  // A level that is high already makes the ratio smaller, never larger: a miss is one.
  const say = estimate > limit ? words.busyAndWorse : words.busyWhenQuiet;
  const detail = say(formatFigure(kept, 'share', language));
  return { figures, observation: { ...observation, open: true, detail } };
}

/** Share of the planned journeys that quiet windows saw; null where none could be measured. */
function paceKept(journeys: number, { plan }: TenantRecord, { done }: MeasuredWindows): number | null {
  const seconds = plan.windows.find(({ side }) => side === 'quiet')?.measuredSeconds ?? 0;
  const planned = done * (seconds / plan.steadyPace);
  return planned > 0 ? journeys / planned : null;
}

/** Visits of the scaling part with the numbers of tenants nearest to those in the quiet windows: their load is the same. */
function elsewhereIn(
  { metrics }: TenantContext,
  { plan, jobs, workspaces }: TenantRecord,
): readonly PhaseWindow[] {
  const neighbours = workspaces.length - 1;
  const distance = (tenants: number) => Math.abs(tenants - neighbours);
  const nearest = [...new Set(plan.visits.map(({ tenants }) => tenants))]
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, NEAREST_COUNTS);
  return plan.visits
    .filter(({ tenants }) => nearest.includes(tenants))
    .map(({ name }): PhaseWindow => {
      if (jobs !== null) return { phase: 'quiet', values: latencies(jobs.get(name) ?? []) };
      const { p95 } = metrics.trend(METRIC.jobDuration, { visit: name });
      return { phase: 'quiet', values: p95 === null ? [] : [p95] };
    });
}

interface Pace {
  readonly quiet: number;
  readonly noisy: number;
  /** Of its pace in quiet windows that the tenant kept in noisy ones; null without jobs in quiet ones. */
  readonly share: number | null;
}

/** The quiet windows of a tenant's users; null where the run did not keep tenants apart. */
function measuredOf(
  { metrics }: TenantContext,
  record: TenantRecord,
  tenant: number,
): MeasuredWindows | null {
  const { plan, jobs, quietMeasured, workspaces } = record;
  const pairs = plan.windows.filter(({ side }) => side === 'quiet').length;
  const all = steadyUsersOf(plan, tenant, workspaces.length) * pairs;
  const done =
    jobs === null
      ? metrics.count(METRIC.quietMeasured, { tenant: tenantTag(tenant) })
      : (quietMeasured.get(tenant) ?? 0);
  return done === null ? null : { all, done };
}

/**
 * Jobs of a tenant that ended well, in as much quiet time as noisy time: where some of its quiet windows could not be
 * measured, the others stand for them. Null where the run did not keep them apart, or measured none.
 */
function paceOf(context: TenantContext, record: TenantRecord, tenant: number): Pace | null {
  const done = doneOf(context, record, tenant);
  const measured = measuredOf(context, record, tenant);
  if (done === null || measured === null || measured.done === 0) return null;
  return {
    ...done,
    share: done.quiet === 0 ? null : (done.noisy / done.quiet) * (measured.done / measured.all),
  };
}

function doneOf(
  { metrics }: TenantContext,
  record: TenantRecord,
  tenant: number,
): Omit<Pace, 'share'> | null {
  if (record.jobs !== null) {
    const done = (side: Side) => jobsOf(record, side).filter((job) => job.tenant === tenant && job.ok).length;
    return { quiet: done('quiet'), noisy: done('noisy') };
  }
  const counted = (side: Side) => metrics.count(METRIC.windowCompleted, { tenant: tenantTag(tenant), side });
  const [quiet, noisy] = [counted('quiet'), counted('noisy')];
  // k6 leaves a counter out that was never added to; with jobs in the quiet windows that is a zero.
  return quiet === null ? null : { quiet, noisy: noisy ?? 0 };
}

function latencyOf({ metrics }: TenantContext, record: TenantRecord, tenant: number) {
  if (record.jobs === null) {
    const { p50, p95, n } = metrics.trend(METRIC.jobDuration, { tenant: tenantTag(tenant) });
    return { p50, p95, n };
  }
  const all = [...jobsOf(record, 'quiet'), ...jobsOf(record, 'noisy')];
  const values = ascending(latencies(all.filter((job) => job.tenant === tenant)));
  const at = (p: number) => (values.length === 0 ? null : sortedQuantile(values, p));
  return { p50: at(0.5), p95: at(0.95), n: values.length };
}

function allMeasured(context: TenantContext, record: TenantRecord): MeasuredWindows {
  const { plan, jobs, quietMeasured } = record;
  const all = plan.steadyUsers * plan.windows.filter(({ side }) => side === 'quiet').length;
  const done =
    jobs === null
      ? (context.metrics.count(METRIC.quietMeasured) ?? 0)
      : [...quietMeasured.values()].reduce((sum, one) => sum + one, 0);
  return { all, done };
}

export function neighbourOf(
  context: TenantContext,
  record: TenantRecord,
  words: MultitenantWords,
): Neighbour {
  const { metrics } = context;
  const floodJobs = Math.round(metrics.count(METRIC.floodJobs, { end: 'completed' }) ?? 0);
  const measured = allMeasured(context, record);
  const { figures, observation } = ratioOf(context, record, words, measured);
  const tenants = record.workspaces.map((workspace, index) => {
    const flooding = index === record.flooding;
    const pace = flooding ? null : paceOf(context, record, index);
    const share = pace?.share ?? null;
    const latency = flooding ? { p50: null, p95: null, n: 0 } : latencyOf(context, record, index);
    const jobs = flooding ? floodJobs : (pace?.quiet ?? 0) + (pace?.noisy ?? 0);
    return { flooding, pace, row: { workspace, jobs: Math.round(jobs), share, ...latency } };
  });
  const others = tenants.filter(({ flooding }) => !flooding).map(({ row }) => row);
  const shares = others.flatMap(({ share }) => share ?? []);
  const fair = fairness(shares);
  const n = others.reduce((sum, { jobs, share }) => sum + (share === null ? 0 : jobs), 0);
  // A tenant that got nothing at all in every noisy window: Jain's index has no value, the worst share is zero.
  const starved = !fair.ok && shares.length > 0 && shares.every((share) => share === 0);
  const minShare = fair.ok ? fair.value.minShare : starved ? 0 : null;
  const jain = fair.ok ? fair.value.jain : null;
  const missing = shares.length < others.length ? [words.noPace(others.length - shares.length)] : [];
  const silent = floodJobs === 0 ? [words.noFlood] : [];
  const open = (seen: Observation, why: readonly string[]): Observation =>
    why.length === 0 ? seen : { ...seen, open: true, detail: [seen.detail ?? [], why].flat().join('; ') };
  const intervals = paceIntervals(tenants.flatMap(({ pace }) => pace ?? []));
  const worst = others.find(({ share }) => share !== null && share === minShare);
  return {
    figures,
    fairness: { jain, minShare },
    perTenant: tenants.map(({ row }) => row),
    floodJobs,
    observed: {
      ratio: observation.open === undefined ? open(observation, silent) : observation,
      minShare: open(
        {
          value: minShare,
          n: minShare === null ? 0 : n,
          ...(intervals === null ? {} : { interval: intervals.minShare }),
          ...(worst === undefined ? {} : { detail: words.worst(worst.workspace) }),
        },
        [...missing, ...silent],
      ),
      jain: open(
        {
          value: jain,
          n: jain === null ? 0 : n,
          ...(intervals === null ? {} : { interval: intervals.jain }),
        },
        [...missing, ...silent],
      ),
    },
  };
}
