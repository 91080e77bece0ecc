import { type ChartContext, chartView } from '../../../reports/charts/build.ts';
import { drawRows, type Row } from '../../../reports/charts/rows.ts';
import { clockTicks } from '../../../reports/charts/scales.ts';
import type { ChartView } from '../../../reports/charts/types.ts';
import { formatClock } from '../../../reports/render/format.ts';
import { numeric } from '../../../reports/render/table.ts';
import type { FaultDetails } from './details.ts';

/** The stages between fault and recovery on one time axis. */
export function recoveryChart(details: FaultDetails, context: ChartContext): ChartView | null {
  const { charts } = context.messages;
  const {
    fault,
    timeToDetectSeconds: detect,
    timeToRecoverSeconds: recover,
    backlogDrainSeconds: drain,
  } = details;
  const start = fault.startedSeconds;
  if (start === null) return null;
  const phasesEnd = details.phases.map((phase) => phase.startSeconds + phase.seconds);
  const end = Math.max(start + 1, ...phasesEnd, details.series?.t.at(-1) ?? 0);
  const cleared = fault.clearedSeconds ?? end;
  const seconds = (value: number) => context.figure(value, 's');
  const stage = (
    name: string,
    from: number,
    length: number | null,
    otherwise: string,
    style: Row['style'],
  ): Row => ({
    name,
    bar: length === null ? null : { from, to: from + length },
    text: length === null ? otherwise : seconds(length),
    style,
    look: 'solid',
  });
  const rows: Row[] = [
    {
      name: charts.fault,
      bar: { from: start, to: cleared },
      text: seconds(cleared - start),
      style: 3,
      look: 'hatched',
    },
    stage(charts.detecting, start, detect, charts.notDetected, 2),
    recover === null
      ? {
          ...stage(charts.recovering, cleared, end - cleared, '', 1),
          text: charts.notRecovered,
          look: 'hatched',
        }
      : stage(charts.recovering, cleared, recover, '', 1),
    ...(typeof drain === 'number' ? [stage(charts.draining, cleared, drain, '', 0)] : []),
  ];
  const last = Math.max(...rows.map((row) => row.bar?.to ?? 0));
  const room = Math.max(5, (last - start) * 0.15);
  const domain = [Math.max(0, start - room), Math.min(end, last + room)] as const;
  const table = context.table(
    'recovery',
    charts.recovery.title,
    [charts.stage, ...[charts.from, charts.to, context.messages.tables.seconds].map(numeric)],
    rows.map((row) => [
      row.name,
      row.bar === null ? '–' : formatClock(row.bar.from),
      row.bar === null ? '–' : formatClock(row.bar.to),
      row.text,
    ]),
  );
  return chartView('recovery', charts.recovery, table, (frame, size) =>
    drawRows(
      {
        rows,
        domain,
        fromZero: false,
        axis: charts.timeAxis,
        format: formatClock,
        ticks: (most) => clockTicks(domain[0], domain[1], most),
      },
      frame,
      size,
    ),
  );
}
