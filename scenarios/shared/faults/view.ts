/** What a reader sees of any run around a fault. */
import type { ChartContext } from '../../../reports/charts/build.ts';
import type { Span } from '../../../reports/charts/marks.ts';
import type { ScenarioView } from '../../../reports/scenario-report.ts';
import type { FaultDetails } from './details.ts';
import { recoveryChart } from './recovery-chart.ts';

/** The fault as a stretch, where the details know one. */
function faultSpans({ fault, series }: FaultDetails, { messages }: ChartContext): readonly Span[] {
  const { startedSeconds: from, clearedSeconds, kind } = fault;
  if (from === null) return [];
  const to = clearedSeconds ?? series?.t.at(-1) ?? from;
  const names: Readonly<Record<string, string>> = messages.tables.faultNames;
  return [{ from, to, label: `${messages.charts.fault}: ${names[kind] ?? kind}` }];
}

export const FAULT_VIEW: Omit<ScenarioView<FaultDetails & { readonly kind: string }>, 'tables'> = {
  charts: (details, context) => [recoveryChart(details, context)],
  figures: (details, figure) => [
    figure('detect-time', 's', 'lower', details.timeToDetectSeconds),
    figure('recover-time', 's', 'lower', details.timeToRecoverSeconds),
  ],
  comparesTraffic: true,
  keyFigures: false,
  spans: faultSpans,
};
