/** The figures of one run that are compared with those of another, and kept in the history. */
import { isEstablished } from '../render/percentile.ts';
import type { Criterion, Latency, Result } from '../result-schema.ts';
import { type MakeFigure, scenarioReport } from '../scenario-report.ts';

export interface RunFigure {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  readonly value: number | null;
  /** A count of what must never be: one is worse than none, whatever the number of runs. */
  readonly mustBeZero?: true;
}

/** Criteria whose figure is among those of every run already. */
const SAME_AS_COMMON: ReadonlySet<string> = new Set(['latency-p95', 'error-rate', 'stress-max-users']);

/** Direction in which a criterion's figure is better; none where it is neither more nor less that counts. */
function betterOf({ comparison, limit }: Criterion): RunFigure['better'] | null {
  switch (comparison) {
    case '<':
    case '<=':
      return 'lower';
    case '>':
    case '>=':
      return 'higher';
    case '=':
      return limit === 0 ? 'lower' : null;
    default:
      return comparison satisfies never;
  }
}

const figure: MakeFigure = (id, unit, better, value) => ({ id, title: id, unit, better, value });

function percentile(latency: Latency, name: 'p50' | 'p95' | 'p99'): number | null {
  return isEstablished(name, latency.n) ? latency[name] : null;
}

function commonFigures({ traffic, resources, durationSeconds }: Result): readonly RunFigure[] {
  const { jobs } = traffic;
  // Jobs of the measured part, in its seconds.
  const seconds = traffic.seconds ?? durationSeconds;
  const usage =
    resources === null
      ? []
      : [
          figure('cpu', '%', 'lower', resources.cpuPercent),
          figure('memory', 'MB', 'lower', resources.memoryMb),
        ];
  return [
    figure('job-p50', 'ms', 'lower', percentile(jobs.latencyMs, 'p50')),
    figure('job-p95', 'ms', 'lower', percentile(jobs.latencyMs, 'p95')),
    figure('job-p99', 'ms', 'lower', percentile(jobs.latencyMs, 'p99')),
    figure('request-p95', 'ms', 'lower', percentile(traffic.latencyMs, 'p95')),
    figure('error-share', 'share', 'lower', traffic.errorRate),
    figure(
      'job-rate',
      'jobs/s',
      'higher',
      jobs.completed > 0 && seconds > 0 ? jobs.completed / seconds : null,
    ),
    ...usage,
  ];
}

/** The figures of a run, each once, those of the scenario first. */
export function figuresOf(result: Result): readonly RunFigure[] {
  const criteria = result.criteria.flatMap((criterion): RunFigure[] => {
    const better = betterOf(criterion);
    if (better === null || SAME_AS_COMMON.has(criterion.id)) return [];
    const { id, title, unit, observed, n } = criterion;
    const zero = criterion.comparison === '=' && criterion.limit === 0 ? { mustBeZero: true as const } : {};
    return [{ id, title, unit, better, value: n > 0 ? observed : null, ...zero }];
  });
  const { view } = scenarioReport(result.scenario);
  const common = view.comparesTraffic ? commonFigures(result) : [];
  const all = [...(view.figures?.(result.details, figure) ?? []), ...common, ...criteria];
  const byId = new Map(all.map((each) => [each.id, each] as const));
  return [...byId.values()];
}
