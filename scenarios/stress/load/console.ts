/** What a plain `k6 run` of a stress test prints: the steps, and the users that it held and did not hold. Pure. */

import { sharedMessages } from '../../../lib/i18n/index.ts';
import type { Plan } from '../../../lib/load/plan.ts';
import { METRIC, subMetric } from '../../../lib/metric-names.ts';
import type { Metrics } from '../../../lib/summary-types.ts';
import type { StressSettings } from '../scenario.ts';
import { SLOW_SHARE } from './limits.ts';

/** A step as the bare counts show it; the report adds intervals and what speaks against believing a step. */
interface SeenStep {
  readonly users: number;
  readonly jobsPerSecond: number;
  readonly failureShare: number;
  readonly p95Ms: number | null;
  readonly broken: boolean;
}

function seenSteps(settings: StressSettings, plan: Plan, metrics: Metrics): readonly SeenStep[] {
  return plan.phases.flatMap(({ name, users, seconds }) => {
    const values = (metric: string) => metrics[subMetric(metric, { phase: name })]?.values ?? {};
    const errors = values(METRIC.journeyErrors);
    const journeys = (errors.passes ?? 0) + (errors.fails ?? 0);
    if (journeys === 0) return [];
    const failureShare = (errors.passes ?? 0) / journeys;
    const slow = values(METRIC.slowJourneys).rate ?? 0;
    const wait = values(METRIC.journeyWait);
    return [
      {
        users,
        jobsPerSecond: (values(METRIC.windowCompleted).count ?? 0) / seconds,
        failureShare,
        p95Ms: (wait.count ?? 0) > 0 ? (wait['p(95)'] ?? null) : null,
        broken: failureShare > settings.stressErrorRate || slow > SLOW_SHARE,
      },
    ];
  });
}

export function stressConsole(settings: StressSettings, plan: Plan, metrics: Metrics): readonly string[] {
  const words = sharedMessages(settings.reportLang).console.stress;
  const steps = seenSteps(settings, plan, metrics);
  const broken = steps.find((step) => step.broken);
  const held = steps.filter((step) => !step.broken && (broken === undefined || step.users < broken.users));
  const lines = steps.map((step) =>
    words.step(
      String(step.users),
      step.jobsPerSecond.toFixed(1),
      (step.failureShare * 100).toFixed(1),
      step.p95Ms === null ? '-' : String(Math.round(step.p95Ms)),
    ),
  );
  return [...lines, words.limit(held.at(-1)?.users ?? null, broken?.users ?? null), ''];
}
