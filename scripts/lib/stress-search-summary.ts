/** The trials of a search as one summary, so that the report reads it like any other run. Pure. */

import { recordedSettings } from '../../lib/run/recorded-settings.ts';
import type { MetricSummary, Metrics, Phase, RunSummary } from '../../lib/summary-types.ts';
import type { ProcessorTimes } from '../../reports/run-folder.ts';
import type { AllSettings } from '../../scenarios/settings.ts';
import type { SearchRecord } from '../../scenarios/stress/analysis/data.ts';
import { ladderOf, stepName, stepTiming } from '../../scenarios/stress/load/plan.ts';
import { stressScenario } from '../../scenarios/stress/scenario.ts';
import type { GeneratorSample, GeneratorUsage } from './generator-monitor.ts';
import { addTimes } from './processor/sampler.ts';
import type { TrialOutcome } from './stress-search-trial.ts';

type Values = Readonly<Record<string, number>>;

const add = (a: number | undefined, b: number | undefined): number => (a ?? 0) + (b ?? 0);

function mergeTrend(a: Values, b: Values): Values {
  const count = add(a.count, b.count);
  if (count === 0) return { count: 0 };
  const avg = (add(a.count, 0) * (a.avg ?? 0) + add(b.count, 0) * (b.avg ?? 0)) / count;
  const of = (pick: (...values: number[]) => number, statistic: string): number =>
    pick(...[a, b].flatMap((values) => ((values.count ?? 0) > 0 ? [values[statistic] ?? Number.NaN] : [])));
  return { count, avg, min: of(Math.min, 'min'), max: of(Math.max, 'max') };
}

/** Two summaries of one metric as one. Percentiles cannot be merged from summaries: they are left out. */
export function mergeMetric(a: MetricSummary, b: MetricSummary): MetricSummary {
  const { type, contains } = a;
  const [x, y] = [a.values, b.values];
  switch (type) {
    case 'counter':
      return { type, contains, values: { count: add(x.count, y.count) } };
    case 'rate': {
      const passes = add(x.passes, y.passes);
      const fails = add(x.fails, y.fails);
      return { type, contains, values: { passes, fails, rate: passes / Math.max(1, passes + fails) } };
    }
    case 'trend':
      return { type, contains, values: mergeTrend(x, y) };
    case 'gauge': {
      const max = Math.max(x.max ?? x.value ?? 0, y.max ?? y.value ?? 0);
      return { type, contains, values: { value: y.value ?? 0, max, min: Math.min(x.min ?? 0, y.min ?? 0) } };
    }
    default:
      return type satisfies never;
  }
}

/** The metrics of all trials: those of a step under the trial's own name, all others merged. */
export function mergeMetrics(
  trials: readonly { readonly name: string; readonly metrics: Metrics }[],
): Metrics {
  const merged: Record<string, MetricSummary> = {};
  for (const { name, metrics } of trials) {
    for (const [key, { thresholds: _, ...metric }] of Object.entries(metrics)) {
      const own = key.replace(new RegExp(`^(.*\\{(?:phase|scenario):)${stepName(0)}\\}$`), `$1${name}}`);
      const known = merged[own];
      merged[own] = known === undefined ? metric : mergeMetric(known, metric);
    }
  }
  return merged;
}

/** The measured part of a trial, in seconds after the start of the first one. */
function phaseOf({ name, users, step, summary }: TrialOutcome, start: number): Phase {
  const offset = (Date.parse(summary.startedAt) - start) / 1000;
  return {
    name,
    startSeconds: offset + step.startSeconds,
    seconds: step.seconds,
    users,
    measured: true,
  };
}

/** One summary of at least one trial. */
export function searchSummary(
  trials: readonly [TrialOutcome, ...TrialOutcome[]],
  search: SearchRecord,
  run: { readonly runId: string; readonly settings: AllSettings },
): RunSummary {
  const [first] = trials;
  const last = trials.at(-1) ?? first;
  const start = Date.parse(first.summary.startedAt);
  const recorded = first.summary.scenarioData;
  return {
    ...first.summary,
    runId: run.runId,
    endedAt: last.summary.endedAt,
    plan: {
      seconds: (Date.parse(last.summary.endedAt) - start) / 1000,
      phases: trials.map((trial) => phaseOf(trial, start)),
    },
    // Trials are shortened by the setting of the step's length; the search ran under the user's own.
    settings: recordedSettings(stressScenario, run.settings),
    target: { ...first.summary.target, atEnd: last.summary.target.atEnd },
    scenarioData: {
      ...(typeof recorded === 'object' && recorded !== null ? recorded : {}),
      mode: 'search',
      timing: stepTiming(run.settings),
      ladder: ladderOf(run.settings),
      search,
    },
    k6: {
      testRunDurationMs: trials.reduce((sum, { summary }) => sum + summary.k6.testRunDurationMs, 0),
      metrics: mergeMetrics(trials.map(({ name, summary }) => ({ name, metrics: summary.k6.metrics }))),
    },
  };
}

function p95(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(0.95 * sorted.length) - 1)] ?? null;
}

/** Each trial counts processor time from its own start: here they follow one another. */
function oneSeries(usages: readonly GeneratorUsage[]): GeneratorSample[] {
  let sum: ProcessorTimes | null = null;
  return usages.flatMap(({ series }) => {
    const before = sum;
    return series.map((sample) => {
      if (sample.processor === undefined) return sample;
      sum = before === null ? sample.processor : addTimes(before, sample.processor);
      return { ...sample, processor: sum };
    });
  });
}

/** What the generator used over all trials. */
export function mergeUsage(usages: readonly [GeneratorUsage, ...GeneratorUsage[]]): GeneratorUsage {
  const series = oneSeries(usages);
  const all = (pick: (sample: GeneratorSample) => number | null) => series.flatMap((one) => pick(one) ?? []);
  const highest = (values: readonly (number | null)[]) => {
    const known = values.flatMap((value) => value ?? []);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    ...usages[0],
    cpuShareP95: p95(all(({ cpuShare }) => cpuShare)),
    cpuShareMax: highest(usages.map(({ cpuShareMax }) => cpuShareMax)),
    systemCpuShareP95: p95(all(({ systemCpuShare }) => systemCpuShare)),
    memoryMbMax: highest(usages.map(({ memoryMbMax }) => memoryMbMax)),
    samples: usages.reduce((sum, { samples }) => sum + samples, 0),
    neighbour: usages.find(({ neighbour }) => neighbour !== null)?.neighbour ?? null,
    series,
  };
}
