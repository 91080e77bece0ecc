import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import type { Result } from '../result-schema.ts';
import { formatCount, formatFigure } from './format.ts';
import { isEstablished, starred } from './percentile.ts';

export interface KeyFigure {
  readonly label: string;
  readonly value: string;
  /** Samples behind it, where it is a statistic. */
  readonly n: string | null;
}

/** Rate, failures and latency of a run: of its jobs where it ran any, else of its requests. */
export function keyFigures(
  { traffic, resources }: Result,
  language: Language,
): { readonly rows: readonly KeyFigure[]; readonly note: string | null } {
  const { tables } = reportMessages(language);
  const figure = (value: number | null, unit: string) => formatFigure(value, unit, language);
  const jobs = traffic.jobs.latencyMs.n > 0;
  const latency = jobs ? traffic.jobs.latencyMs : traffic.latencyMs;
  const n = formatCount(latency.n, language);
  const percentiles = (['p50', 'p95', 'p99'] as const).map((name) => ({
    label: `${jobs ? tables.jobLatency : tables.requestLatency}, ${name}`,
    value: starred(figure(latency[name], 'ms'), name, latency.n),
    n,
  }));
  return {
    rows: [
      { label: tables.requestRate, value: figure(traffic.requestsPerSecond, '/s'), n: null },
      ...percentiles,
      { label: tables.errorRate, value: figure(traffic.errorRate, 'share'), n: null },
      ...(jobs
        ? [{ label: tables.jobsCompleted, value: formatCount(traffic.jobs.completed, language), n: null }]
        : []),
      ...(resources === null
        ? []
        : [
            { label: tables.cpu, value: figure(resources.cpuPercent, '%'), n: null },
            { label: tables.memory, value: figure(resources.memoryMb, 'MB'), n: null },
          ]),
    ],
    note: latency.n > 0 && !isEstablished('p99', latency.n) ? tables.fewSamples : null,
  };
}
