/** The charts of a run: each only where its data is. */
import type { Language } from '../../lib/i18n/types.ts';
import type { Result } from '../result-schema.ts';
import { scenarioReport } from '../scenario-report.ts';
import { chartContext } from './build.ts';
import { distributionChart } from './distribution-chart.ts';
import { latencyChart, resourcesChart, throughputChart } from './time-charts.ts';
import type { ChartView } from './types.ts';

/** A limit on p95 that the run was judged by: of the criterion, or, for a breaking point, of the scenario. */
function latencyLimit(result: Result): number | null {
  const criterion = result.criteria.find(({ id, unit }) => id === 'latency-p95' && unit === 'ms');
  return criterion?.limit ?? scenarioReport(result.scenario).view.latencyLimit?.(result) ?? null;
}

/** Every chart of a result, what the scenario is about first. */
export function chartsOf(result: Result, language: Language): readonly ChartView[] {
  const context = chartContext(language);
  const { details } = result;
  const { series } = details;
  const { view } = scenarioReport(result.scenario);
  const own = view.charts?.(details, context, result) ?? [];
  if (series === undefined || series.t.length < 2 || view.noLoad === true) {
    return own.filter((chart) => chart !== null);
  }
  const time = {
    series,
    spans: view.spans?.(details, context) ?? [],
    markName: (label: string) => view.markName?.(label, details, context) ?? null,
  };
  return [
    ...own,
    throughputChart(time, context),
    latencyChart(time, latencyLimit(result), context),
    view.keyFigures === true ? distributionChart(result, latencyLimit(result), context) : null,
    resourcesChart(time, context),
  ].filter((chart) => chart !== null);
}
