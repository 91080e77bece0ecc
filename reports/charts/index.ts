/** The charts of a run: each only where its data is. */
import type { Language } from '../../lib/i18n/types.ts';
import { scalingChart, tenantsChart } from '../../scenarios/multitenant/view/charts.ts';
import { recoveryChart } from '../../scenarios/shared/faults/recovery-chart.ts';
import { soakChart } from '../../scenarios/soak/view/soak-chart.ts';
import { capacityChart } from '../../scenarios/stress/view/capacity-chart.ts';
import type { Details, Result } from '../result-schema.ts';
import { type ChartContext, chartContext } from './build.ts';
import { latencyChart, resourcesChart, throughputChart } from './time-charts.ts';
import type { ChartView } from './types.ts';

/** A limit on p95 that the run was judged by: of the criterion, or, for a breaking point, of the settings. */
function latencyLimit(result: Result): number | null {
  const criterion = result.criteria.find(({ id, unit }) => id === 'latency-p95' && unit === 'ms');
  if (criterion !== undefined) return criterion.limit;
  const { STRESS_LATENCY_MS: setting } = result.fingerprint.settings;
  return result.details.kind === 'stress' && typeof setting === 'number' ? setting : null;
}

function scenarioCharts(result: Result, context: ChartContext): readonly (ChartView | null)[] {
  const details: Details = result.details;
  switch (details.kind) {
    case 'stress':
      return [capacityChart(details, latencyLimit(result), context)];
    case 'soak':
      return [soakChart(details, context)];
    case 'multitenant':
      return [tenantsChart(details, context), scalingChart(details, context)];
    case 'db-outage':
    case 'api-latency':
      return [recoveryChart(details, context)];
    case 'load':
    case 'duplicate-webhooks':
    case 'security':
      return [];
    default:
      return details satisfies never;
  }
}

/** Every chart of a result, what the scenario is about first. Probes are no load: over time there is nothing to see. */
export function chartsOf(result: Result, language: Language): readonly ChartView[] {
  const context = chartContext(language);
  const { details } = result;
  const { series } = details;
  const ofTime =
    series === undefined || series.t.length < 2 || details.kind === 'security'
      ? []
      : [
          throughputChart(series, details, context),
          latencyChart(series, details, latencyLimit(result), context),
          resourcesChart(series, details, context),
        ];
  return [...scenarioCharts(result, context), ...ofTime].filter((chart) => chart !== null);
}
