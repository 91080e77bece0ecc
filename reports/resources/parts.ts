/** What each part of the system did while the load ran, and what befell it. Pure. */
import type { RunSummary } from '../../lib/summary-types.ts';
import type { ResourceRecord, ResourceSample, SampledSource } from './record.ts';

export interface PartFigures {
  readonly source: SampledSource;
  readonly part: string;
  readonly scope: 'system' | 'machine';
  /** Mean and highest, percent of one core. */
  readonly cpuPercent: number | null;
  readonly cpuPercentMax: number | null;
  readonly cpuLimitPercent: number | null;
  readonly memoryMbMax: number | null;
  readonly memoryLimitMb: number | null;
  /** Growth of swap over the load, MB. */
  readonly swapGrowthMb: number | null;
  /** Mean share of the scheduler's periods in which it waited at its limit. */
  readonly throttledShare: number | null;
  readonly samples: number;
}

export interface DatabaseFigures {
  readonly part: string;
  readonly connectionsMax: number;
  readonly maxConnections: number;
  readonly activeMax: number;
  readonly idleInTransactionMax: number;
  readonly waitingForLockMax: number;
  readonly cacheHitShare: number | null;
  readonly longestTransactionSeconds: number;
  readonly queueTableGrowthMb: number | null;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
const highest = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((most, value) => Math.max(most, value));
const growth = (values: readonly number[]): number | null => {
  const [first] = values;
  const last = values.at(-1);
  return first === undefined || last === undefined ? null : Math.max(0, last - first);
};

/** Samples of the load, those of its last moments among them. */
function during({ startedAt, endedAt }: RunSummary, samples: readonly ResourceSample[]): ResourceSample[] {
  const [from, to] = [Date.parse(startedAt), Date.parse(endedAt)];
  return samples.filter(({ t }) => t >= from && t <= to).sort((a, b) => a.t - b.t);
}

function grouped(samples: readonly ResourceSample[]): ResourceSample[][] {
  const groups = new Map<string, ResourceSample[]>();
  for (const sample of samples) {
    const key = `${sample.source}/${sample.scope}/${sample.part}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [sample]);
    else known.push(sample);
  }
  return [...groups.values()];
}

export function partsOf(record: ResourceRecord, summary: RunSummary): PartFigures[] {
  const samples = during(summary, record.samples).filter(({ source }) => source !== 'postgres');
  return grouped(samples).flatMap((all): PartFigures[] => {
    const [first] = all;
    if (first === undefined) return [];
    const of = (
      figure: 'cpuPercent' | 'cpuLimitPercent' | 'memoryMb' | 'memoryLimitMb' | 'swapMb' | 'throttledShare',
    ) => all.flatMap((sample) => sample[figure] ?? []);
    const cpu = of('cpuPercent');
    return [
      {
        source: first.source,
        part: first.part,
        scope: first.scope,
        cpuPercent: mean(cpu),
        cpuPercentMax: highest(cpu),
        cpuLimitPercent: highest(of('cpuLimitPercent')),
        memoryMbMax: highest(of('memoryMb')),
        memoryLimitMb: highest(of('memoryLimitMb')),
        swapGrowthMb: growth(of('swapMb')),
        throttledShare: mean(of('throttledShare')),
        samples: all.length,
      },
    ];
  });
}

export function databasesOf(record: ResourceRecord, summary: RunSummary): DatabaseFigures[] {
  const samples = during(summary, record.samples).filter(({ database }) => database !== undefined);
  return grouped(samples).flatMap((all): DatabaseFigures[] => {
    const seen = all.flatMap(({ database }) => database ?? []);
    const most = (of: (one: (typeof seen)[number]) => number) => highest(seen.map(of)) ?? 0;
    const [first] = all;
    if (first === undefined) return [];
    return [
      {
        part: first.part,
        connectionsMax: most(({ connections }) => connections),
        maxConnections: most(({ maxConnections }) => maxConnections),
        activeMax: most(({ active }) => active),
        idleInTransactionMax: most(({ idleInTransaction }) => idleInTransaction),
        waitingForLockMax: most(({ waitingForLock }) => waitingForLock),
        cacheHitShare: mean(seen.flatMap(({ cacheHitShare }) => cacheHitShare ?? [])),
        longestTransactionSeconds: most(({ longestTransactionSeconds }) => longestTransactionSeconds),
        queueTableGrowthMb: growth(seen.flatMap(({ queueTableMb }) => queueTableMb ?? [])),
      },
    ];
  });
}

/** What befell parts while the load ran, in seconds after its start. */
export function happenedDuring(
  record: ResourceRecord,
  { startedAt, endedAt }: RunSummary,
): {
  readonly seconds: number;
  readonly part: string;
  readonly what: ResourceRecord['happened'][number]['what'];
}[] {
  const [from, to] = [Date.parse(startedAt), Date.parse(endedAt)];
  return record.happened
    .filter(({ t, source }) => t >= from && (t <= to || source === 'kubernetes'))
    .map(({ t, part, what }) => ({ seconds: Math.round((Math.min(t, to) - from) / 100) / 10, part, what }));
}

/** Shares and sizes from which a part is said to be held up; below them it is what any system shows. */
export const HELD_UP = {
  /** Of the scheduler's periods. */
  throttledShare: 0.1,
  swapGrowthMb: 16,
  /** Of the connections that the database allows. */
  connectionsShare: 0.9,
  memoryShare: 0.95,
} as const;
