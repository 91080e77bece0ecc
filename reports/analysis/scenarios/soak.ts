/** `soak`: whether anything leaks or gets worse over time, with the smallest slope that would have been seen. */
import type { ScenarioAnalysis } from '../scenario-analysis.ts';
import { soakAnswer, soakNotEstablished } from './soak/answer.ts';
import { observedTrends } from './soak/observed.ts';
import { slicesOf, windowsOf } from './soak/slices.ts';
import { reasonText } from './soak/texts.ts';
import { trendRow, trendsOf } from './soak/trends.ts';

export const soakAnalysis: ScenarioAnalysis = {
  analyse: (context) => {
    const slices = slicesOf(context);
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
      answer: (run) => soakAnswer(context, findings, run),
      notEstablished: soakNotEstablished(context, findings),
    };
  },
};
