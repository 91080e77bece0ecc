/** The files of several generators as those of one run. Pure. */
import type { RunSummary } from '../../lib/summary-types.ts';
import type { ResourceRecord } from '../resources/record.ts';
import type { GeneratorRecord, ProcessorTimes, RunFiles, RunRecord } from '../run-folder.ts';
import { mergeMetrics } from './metrics.ts';
import { mergeSeries } from './series.ts';

type Sample = NonNullable<GeneratorRecord['series']>[number];

const first = <T>(values: readonly (T | null)[]): T | null => values.find((value) => value !== null) ?? null;
const highest = (values: readonly (number | null)[]): number | null => {
  const known = values.flatMap((value) => value ?? []);
  return known.length === 0 ? null : Math.max(...known);
};

function inOrder(parts: readonly RunFiles[]): RunFiles[] {
  return [...parts].sort((a, b) => (a.summary.segment?.index ?? 0) - (b.summary.segment?.index ?? 0));
}

/** The summary of the whole. The parts belong together (`mergeProblems`), and there is at least one. */
export function mergeSummaries(parts: readonly [RunSummary, ...RunSummary[]], runId: string): RunSummary {
  const [one] = parts;
  const { segment: _, ...rest } = one;
  const started = parts.map(({ startedAt }) => Date.parse(startedAt));
  const ended = parts.map(({ endedAt }) => Date.parse(endedAt));
  const last = parts[ended.indexOf(Math.max(...ended))] ?? one;
  return {
    ...rest,
    runId,
    startedAt: new Date(Math.min(...started)).toISOString(),
    endedAt: new Date(Math.max(...ended)).toISOString(),
    // Each generator has a watchdog of its own, of which the plan knows one.
    plan: { ...one.plan, helpers: (one.plan.helpers ?? 0) + parts.length - 1 },
    target: {
      kind: one.target.kind,
      atStart: first(parts.map(({ target }) => target.atStart)),
      atEnd: last.target.atEnd,
    },
    scenarioData: first(parts.map(({ scenarioData }) => scenarioData)),
    generators: {
      planned: one.segment?.of ?? parts.length,
      parts: parts.map(({ segment, runId: own, startedAt, endedAt }) => ({
        index: segment?.index ?? 0,
        runId: own,
        startedAt,
        endedAt,
      })),
    },
    k6: {
      testRunDurationMs: Math.max(...parts.map(({ k6 }) => k6.testRunDurationMs)),
      metrics: mergeMetrics(parts.map(({ k6 }) => k6.metrics)),
    },
  };
}

const FIELDS = ['used', 'waited', 'competing', 'unseen', 'stolen'] as const;

function addTimes(all: readonly ProcessorTimes[]): ProcessorTimes {
  const of = (field: (typeof FIELDS)[number]) => all.reduce((total, times) => total + times[field], 0);
  return Object.fromEntries(FIELDS.map((field) => [field, of(field)])) as unknown as ProcessorTimes;
}

/** Machines side by side, second by second: the busiest one for the shares, all of them for the processor's times. */
function mergeGeneratorSeries(parts: readonly (readonly Sample[])[]): Sample[] {
  const [base, ...others] = parts;
  if (base === undefined) return [];
  return base.map((sample) => {
    const beside = others.flatMap((series) => {
      const nearest = series.reduce<Sample | null>(
        (best, one) =>
          best === null || Math.abs(one.t - sample.t) < Math.abs(best.t - sample.t) ? one : best,
        null,
      );
      return nearest ?? [];
    });
    const all = [sample, ...beside];
    const times = all.flatMap(({ processor }) => processor ?? []);
    return {
      t: sample.t,
      cpuShare: Math.max(...all.map(({ cpuShare }) => cpuShare)),
      systemCpuShare: highest(all.map(({ systemCpuShare }) => systemCpuShare)),
      memoryMb: all.reduce((total, { memoryMb }) => total + memoryMb, 0),
      ...(times.length === all.length ? { processor: addTimes(times) } : {}),
    };
  });
}

function mergeGenerators(parts: readonly GeneratorRecord[]): GeneratorRecord | null {
  const [one] = parts;
  if (one === undefined) return null;
  return {
    cores: one.cores,
    cpuShareP95: highest(parts.map(({ cpuShareP95 }) => cpuShareP95)),
    cpuShareMax: highest(parts.map(({ cpuShareMax }) => cpuShareMax)),
    systemCpuShareP95: highest(parts.map(({ systemCpuShareP95 }) => systemCpuShareP95)),
    memoryMbMax: highest(parts.map(({ memoryMbMax }) => memoryMbMax)),
    samples: Math.min(...parts.map(({ samples }) => samples)),
    neighbour: first(parts.map(({ neighbour }) => neighbour ?? null)),
    series: mergeGeneratorSeries(parts.map(({ series = [] }) => series)),
  };
}

/** Exit codes of k6 from the best to the worst; any other, and a kill, is worse still. */
const EXITS: readonly (number | null)[] = [0, 99, 105];

/** The way in which the worst of several processes ended. */
export function worstExit<T extends { readonly k6ExitCode: number | null }>(parts: readonly [T, ...T[]]): T {
  const rank = ({ k6ExitCode }: T) => {
    const known = EXITS.indexOf(k6ExitCode);
    return known < 0 ? EXITS.length : known;
  };
  return parts.reduce((worst, one) => (rank(one) > rank(worst) ? one : worst));
}

/** The runners' records of several machines as one; null where none has any. */
function mergeRecords(parts: readonly RunRecord[]): RunRecord | null {
  const [one, ...others] = parts;
  if (one === undefined) return null;
  const versions = new Set(parts.map(({ k6Version }) => k6Version));
  return {
    ...one,
    k6Version:
      versions.size === 1 ? one.k6Version : [...versions].map((version) => version ?? '?').join(', '),
    k6ExitCode: worstExit([one, ...others]).k6ExitCode,
    interrupted: parts.some(({ interrupted }) => interrupted),
    startedAt: parts.map(({ startedAt }) => startedAt).sort()[0] ?? one.startedAt,
    endedAt:
      parts
        .map(({ endedAt }) => endedAt)
        .sort()
        .at(-1) ?? one.endedAt,
    generator: mergeGenerators(parts.flatMap(({ generator }) => generator ?? [])),
  };
}

/**
 * One run out of its parts, which belong together.
 * @param run the record of a runner that ran all of them on one machine; without it each part has its own.
 */
export function mergeRuns(
  parts: readonly [RunFiles, ...RunFiles[]],
  whole: {
    readonly folder: string;
    readonly runId: string;
    readonly run: RunRecord | null;
    readonly resources: ResourceRecord | null;
  },
): RunFiles {
  const ordered = inOrder(parts);
  const [one = parts[0], ...others] = ordered;
  const summary = mergeSummaries([one.summary, ...others.map((part) => part.summary)], whole.runId);
  const series = ordered.flatMap(({ dashboard, summary: { startedAt } }) =>
    dashboard === null ? [] : [{ dashboard, startedAt: Date.parse(startedAt) }],
  );
  return {
    folder: whole.folder,
    summary,
    // Where one record is missing, the others are not the whole.
    dashboard: series.length === ordered.length ? mergeSeries(series, Date.parse(summary.startedAt)) : null,
    events: ordered.flatMap(({ events }) => events).sort((a, b) => a.t - b.t),
    run: whole.run ?? mergeRecords(ordered.flatMap(({ run }) => run ?? [])),
    // Several runners may have watched the same machines: one record is enough, two would count them twice.
    resources: whole.resources ?? first(ordered.map(({ resources }) => resources)),
    logScan: null,
    parts: ordered,
  };
}
