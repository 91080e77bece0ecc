import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import type { Latency, Result } from '../result-schema.ts';
import { scenarioReport } from '../scenario-report.ts';
import { formatCores, formatCount, formatFigure } from './format.ts';
import { isEstablished, starred } from './percentile.ts';
import { scopeText } from './scope.ts';

export interface KeyFigure {
  readonly label: string;
  /** For a line that has no room for more. */
  readonly short: string;
  readonly value: string;
  /** Samples behind it, where it is a statistic. */
  readonly n: string | null;
}

export interface KeyFigures {
  readonly rows: readonly KeyFigure[];
  /** The part of the run that they are of. */
  readonly scope: string | null;
  readonly note: string | null;
}

export const NO_KEY_FIGURES: KeyFigures = { rows: [], scope: null, note: null };

/** How far percentiles that were merged from several generators may be off. */
function mergedNote(
  { generators, latency }: { readonly generators?: number | undefined; readonly latency: Latency },
  language: Language,
): string[] {
  const { rankError } = latency;
  if (generators === undefined || rankError === undefined) return [];
  const { tables } = reportMessages(language);
  const percentiles = (['p50', 'p95', 'p99'] as const).flatMap((name) => {
    const error = rankError[name];
    return error === null ? [] : [`${name} ±${formatFigure(error, 'share', language)}`];
  });
  return percentiles.length === 0
    ? []
    : [tables.mergedPercentiles(formatCount(generators, language), percentiles.join(', '))];
}

/** Rate, failures and latency of the part of a run that its answer speaks of: of its jobs where it ran any. */
export function keyFigures(
  { scenario, traffic, resources, generators }: Result,
  language: Language,
): KeyFigures {
  if (!scenarioReport(scenario).view.keyFigures) return NO_KEY_FIGURES;
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
  const notes = [
    ...(latency.n > 0 && !isEstablished('p99', latency.n) ? [tables.fewSamples] : []),
    ...mergedNote({ generators, latency }, language),
  ];
  return {
    rows: [
      plain(tables.requestRate, figure(traffic.requestsPerSecond, '')),
      ...percentiles,
      plain(tables.errorRate, figure(traffic.errorRate, 'share')),
      ...(jobs ? [plain(tables.jobsCompleted, formatCount(traffic.jobs.completed, language))] : []),
      ...(resources === null || resources.phase !== traffic.phase
        ? []
        : [
            plain(tables.cpu, formatCores(resources.cpuPercent, resources.cores, language)),
            plain(tables.memory, figure(resources.memoryMb, 'MB')),
          ]),
    ],
    scope: scopeText(traffic, language),
    note: notes.length === 0 ? null : notes.join(' '),
  };
}
