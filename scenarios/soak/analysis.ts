import type { ScenarioAnalysis } from '../../reports/analysis/scenario-analysis.ts';
import {
  disturbances,
  neighbourText,
  windowsUndisturbed,
} from '../../reports/analysis/validity/interference.ts';
import { observedTrends } from './analysis/observed.ts';
import { partMemoryTrends } from './analysis/part-memory.ts';
import { sliceStretches, slicesOf, windowsOf } from './analysis/slices.ts';
import { trendRow, trendsOf } from './analysis/trends.ts';
/** `soak`: whether anything leaks or gets worse over time, with the smallest slope that would have been seen. */
import type { SoakDetails } from './details.ts';
import type { soakScenario } from './scenario.ts';
import type { SoakSettings } from './settings.ts';
import { soakAnswer, soakNotEstablished } from './view/answer.ts';
import { reasonText } from './view/sentences.ts';

export const soakAnalysis: ScenarioAnalysis<SoakDetails, SoakSettings, keyof typeof soakScenario.criteria> = {
  stretches: sliceStretches,
  analyse: (context) => {
    const all = slicesOf(context);
    const seen = disturbances(context, all);
    const slices = seen.flatMap(({ disturbed, stretch }) => (disturbed ? [] : [stretch]));
    const interference = windowsUndisturbed(
      context,
      {
        disturbed: all.length - slices.length,
        all: all.length,
        known: seen.filter(({ share }) => share !== null).length,
      },
      neighbourText(context),
    );
    const trends = trendsOf(slices, context);
    const measuredSeconds = slices.reduce((sum, slice) => sum + slice.seconds, 0);
    const findings = { slices, trends, measuredSeconds };
    const reasons = new Map(
      trends.flatMap((trend) => {
        const reason = reasonText(trend, measuredSeconds, context.language);
        return reason === null ? [] : [[trend.field, reason] as const];
      }),
    );
    return {
      details: {
        kind: 'soak',
        windows: windowsOf(slices),
        ...(measuredSeconds > 0 ? { measuredSeconds } : {}),
        trends: trends.map((trend) => trendRow(trend, measuredSeconds, reasons.get(trend.field) ?? null)),
      },
      observed: observedTrends(trends, reasons),
      memoryTrends: partMemoryTrends(slices, context),
      answer: (run) => soakAnswer(context, findings, run),
      notEstablished: soakNotEstablished(context, findings),
      ...(interference === null ? {} : { validity: { 'no-interference': interference } }),
    };
  },
};
