import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import type { Result } from '../result-schema.ts';
import { formatCount, formatFigure } from './format.ts';
import { isEstablished, starred } from './percentile.ts';

export interface KeyFigure {
  readonly label: string;
  /** For a line that has no room for more. */
  readonly short: string;
  readonly value: string;
  /** Samples behind it, where it is a statistic. */
  readonly n: string | null;
}

/** Rate, failures and latency of a run: of its jobs where it ran any, else of its requests. */
export function keyFigures(
  { traffic, resources, details }: Result,
  language: Language,
): { readonly rows: readonly KeyFigure[]; readonly note: string | null } {
  // Probes are no load: a rate or a percentile of theirs describes nothing.
  if (details.kind === 'security') return { rows: [], note: null };
  const { tables } = reportMessages(language);
  const figure = (value: number | null, unit: string) => formatFigure(value, unit, language);
  const jobs = traffic.jobs.latencyMs.n > 0;
  const latency = jobs ? traffic.jobs.latencyMs : traffic.latencyMs;
  const n = formatCount(latency.n, language);
  const percentiles = (['p50', 'p95', 'p99'] as const).map((name) => ({
    label: `${jobs ? tables.jobLatency : tables.requestLatency}, ${name}`,
    short: name,
    value: starred(figure(latency[name], 'ms'), name, latency.n),
    n,
  }));
  const plain = (label: string, value: string): KeyFigure => ({ label, short: label, value, n: null });
  return {
    rows: [
      plain(tables.requestRate, figure(traffic.requestsPerSecond, '')),
      ...percentiles,
      plain(tables.errorRate, figure(traffic.errorRate, 'share')),
      ...(jobs ? [plain(tables.jobsCompleted, formatCount(traffic.jobs.completed, language))] : []),
      ...(resources === null
        ? []
        : [
            plain(tables.cpu, figure(resources.cpuPercent, '%')),
            plain(tables.memory, figure(resources.memoryMb, 'MB')),
          ]),
    ],
    note: latency.n > 0 && !isEstablished('p99', latency.n) ? tables.fewSamples : null,
  };
}
