/** Does a tenant feel a flooding neighbour? Quiet windows against noisy ones, tenant by tenant. */
import { METRIC } from '../../../../lib/metric-names.ts';
import { tenantTag } from '../../../../lib/tenants/names.ts';
import type { Side } from '../../../../lib/tenants/plan.ts';
import type { DetailsOf } from '../../../result-schema.ts';
import { type PhaseWindow, phaseRatio } from '../../../stats/bootstrap.ts';
import { fairness } from '../../../stats/jain.ts';
import { ascending, sortedQuantile } from '../../../stats/quantile.ts';
import type { AnalysisContext, Observation } from '../../scenario-analysis.ts';
import type { LedgerJob, TenantRecord } from './data.ts';
import { atMost } from './verdict.ts';
import type { MultitenantWords } from './words.ts';

type Details = DetailsOf<'multitenant'>;

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
function windowsOf({ metrics }: AnalysisContext, record: TenantRecord) {
  const { jobs } = record;
  const windows = record.plan.windows.map(({ name, side }): PhaseWindow => {
    if (jobs !== null) return { phase: side, values: latencies(jobs.get(name) ?? []) };
    const { p95 } = metrics.trend(METRIC.jobDuration, { window: name });
    return { phase: side, values: p95 === null ? [] : [p95] };
  });
  return { windows, p: jobs === null ? 0.5 : 0.95 };
}

function ratioOf(
  context: AnalysisContext,
  record: TenantRecord,
  words: MultitenantWords,
): { readonly figures: Details['neighbour']; readonly observation: Observation } {
  const { metrics, settings, summary } = context;
  const sides = { quiet: { side: 'quiet' }, noisy: { side: 'noisy' } } as const;
  const [quiet, noisy] = [
    metrics.trend(METRIC.jobDuration, sides.quiet),
    metrics.trend(METRIC.jobDuration, sides.noisy),
  ];
  const n = quiet.n + noisy.n;
  const { windows, p } = windowsOf(context, record);
  const ratio = phaseRatio(windows, { seed: summary.seed, p });
  const p95s = { quietP95: quiet.p95, noisyP95: noisy.p95 };
  if (!ratio.ok) {
    return {
      figures: { ...p95s, ratio: null, low: null, high: null },
      observation: { value: null, n: 0, detail: words.reason(ratio) },
    };
  }
  const { estimate, low, high } = ratio.value;
  return {
    figures: { ...p95s, ratio: estimate, low, high },
    observation: atMost(settings.neighbourRatio, ratio.value, n, words.straddles),
  };
}

interface Pace {
  readonly quiet: number;
  readonly noisy: number;
}

/** Jobs of a tenant that ended well, window for window the same time; null where the run did not keep them apart. */
function paceOf({ metrics }: AnalysisContext, record: TenantRecord, tenant: number): Pace | null {
  if (record.jobs !== null) {
    const done = (side: Side) => jobsOf(record, side).filter((job) => job.tenant === tenant && job.ok).length;
    return { quiet: done('quiet'), noisy: done('noisy') };
  }
  const counted = (side: Side) => metrics.count(METRIC.windowCompleted, { tenant: tenantTag(tenant), side });
  const [quiet, noisy] = [counted('quiet'), counted('noisy')];
  // k6 leaves a counter out that was never added to; with jobs in the quiet windows that is a zero.
  return quiet === null ? null : { quiet, noisy: noisy ?? 0 };
}

function latencyOf({ metrics }: AnalysisContext, record: TenantRecord, tenant: number) {
  if (record.jobs === null) {
    const { p50, p95, n } = metrics.trend(METRIC.jobDuration, { tenant: tenantTag(tenant) });
    return { p50, p95, n };
  }
  const all = [...jobsOf(record, 'quiet'), ...jobsOf(record, 'noisy')];
  const values = ascending(latencies(all.filter((job) => job.tenant === tenant)));
  const at = (p: number) => (values.length === 0 ? null : sortedQuantile(values, p));
  return { p50: at(0.5), p95: at(0.95), n: values.length };
}

export function neighbourOf(
  context: AnalysisContext,
  record: TenantRecord,
  words: MultitenantWords,
): Neighbour {
  const { metrics } = context;
  const floodJobs = Math.round(metrics.count(METRIC.floodJobs, { end: 'completed' }) ?? 0);
  const { figures, observation } = ratioOf(context, record, words);
  const tenants = record.workspaces.map((workspace, index) => {
    const flooding = index === record.flooding;
    const pace = flooding ? null : paceOf(context, record, index);
    const share = pace === null || pace.quiet === 0 ? null : pace.noisy / pace.quiet;
    const latency = flooding ? { p50: null, p95: null, n: 0 } : latencyOf(context, record, index);
    const jobs = flooding ? floodJobs : (pace?.quiet ?? 0) + (pace?.noisy ?? 0);
    return { flooding, row: { workspace, jobs: Math.round(jobs), share, ...latency } };
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
          ...(worst === undefined ? {} : { detail: words.worst(worst.workspace) }),
        },
        [...missing, ...silent],
      ),
      jain: open({ value: jain, n: jain === null ? 0 : n }, [...missing, ...silent]),
    },
  };
}
