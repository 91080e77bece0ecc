/** The answer of a multitenant run, and what it leaves open. */

import type { JudgedRun } from '../../../reports/analysis/scenario-analysis.ts';
import { formatCount, formatFigure } from '../../../reports/render/format.ts';
import type { TenantRecord } from '../analysis/data.ts';
import type { Isolation } from '../analysis/isolation.ts';
import type { Neighbour } from '../analysis/neighbour.ts';
import type { Scaling } from '../analysis/scaling.ts';
import type { TenantContext } from '../context.ts';
import type { MultitenantWords } from '../messages.ts';
import type { MultitenantCriterion } from '../scenario.ts';
import { MIN_TENANT_COUNTS } from '../scenario.ts';

export interface Findings {
  readonly record: TenantRecord | null;
  readonly isolation: Isolation;
  readonly neighbour: Neighbour | null;
  readonly scaling: Scaling | null;
}

function isolationText(
  { isolation, record }: Findings,
  verdict: string,
  words: MultitenantWords,
  count: (n: number) => string,
): string {
  const { foreignData, responsesChecked, leaked, attempted } = isolation;
  if (foreignData + leaked > 0) {
    return words.answer.leaks(count(foreignData), count(responsesChecked), count(leaked), count(attempted));
  }
  if (verdict !== 'pass') return words.answer.isolationOpen;
  return words.answer.isolated(
    count(record?.workspaces.length ?? 0),
    count(responsesChecked),
    count(attempted),
  );
}

/** Whose data were seen by others, and nothing else. */
export function leakAnswer({ language }: TenantContext, findings: Findings, words: MultitenantWords): string {
  return `${isolationText(findings, 'fail', words, (value) => formatCount(value, language))}.`;
}

export function multitenantAnswer(
  context: TenantContext,
  run: JudgedRun,
  findings: Findings,
  words: MultitenantWords,
): string {
  const { language } = context;
  const { record, neighbour, scaling } = findings;
  if (record === null || neighbour === null || scaling === null) return words.noRecord;
  const count = (n: number) => formatCount(n, language);
  const figure = (value: number | null, unit: string) => formatFigure(value, unit, language);
  const verdictOf = (...ids: readonly MultitenantCriterion[]) => {
    const verdicts = run.criteria
      .filter(({ id }) => ids.some((one) => one === id))
      .map(({ verdict }) => verdict);
    if (verdicts.includes('fail')) return 'fail';
    return verdicts.length > 0 && verdicts.every((one) => one === 'pass') ? 'pass' : 'inconclusive';
  };
  const { quietP95, noisyP95, ratio } = neighbour.figures;
  const felt = {
    quiet: figure(quietP95, 'ms'),
    noisy: figure(noisyP95, 'ms'),
    ratio: figure(ratio, 'ratio'),
    share: figure(neighbour.fairness.minShare, 'share'),
    neighbours: record.workspaces.length - 1,
  };
  const fair = verdictOf('neighbour-ratio', 'fairness-min-share', 'fairness-jain');
  const asksForGrowth = run.criteria.some(({ id }) => id === 'tenant-scaling');
  const grows = verdictOf('tenant-scaling');
  const exponent = [count(record.workspaces.length), figure(scaling.figures.exponent, 'exponent')] as const;
  const errors = run.criteria.find(({ id }) => id === 'tenant-errors');
  const { answer } = words;
  const parts = [
    isolationText(findings, verdictOf('foreign-data', 'cross-tenant-reads'), words, count),
    fair === 'fail'
      ? answer.unfair(felt)
      : fair === 'pass'
        ? answer.fair(felt)
        : answer.neighbourOpen(figure(ratio, 'ratio')),
    ...(asksForGrowth
      ? [
          grows === 'fail'
            ? answer.scalesBadly(...exponent)
            : grows === 'pass'
              ? answer.scales(...exponent)
              : answer.scalingOpen,
        ]
      : []),
    ...(errors?.verdict === 'fail' ? [answer.errors(figure(errors.observed, 'share'))] : []),
  ];
  return `${parts.join('; ')}.`;
}

export function multitenantNotEstablished(
  context: TenantContext,
  { record, isolation, neighbour }: Findings,
  words: MultitenantWords,
): readonly string[] {
  const { notes } = words;
  const count = (n: number) => formatCount(n, context.language);
  if (record === null) return [words.noRecord];
  const tenants = record.workspaces.length;
  const workers = context.summary.target.atStart?.workers.length ?? 0;
  const flood = record.plan.floodUsers;
  const measured = neighbour?.figures.quietMeasured ?? null;
  return [
    ...(tenants < MIN_TENANT_COUNTS ? [notes.fewTenants(tenants, MIN_TENANT_COUNTS)] : []),
    ...(workers === 0 ? [notes.workersUnknown(count(flood))] : []),
    ...(workers > 0 && flood <= workers ? [notes.smallFlood(count(flood), count(workers))] : []),
    ...(tenants === 2 ? [notes.oneNeighbour] : []),
    ...(measured !== null && measured < 1
      ? [notes.leftOut(formatFigure(1 - measured, 'share', context.language))]
      : []),
    ...(isolation.unanswered > 0 ? [notes.unanswered(count(isolation.unanswered))] : []),
    // With no hit in n answers, a share of 3/n is the largest that 95 % of such runs would have missed.
    ...(isolation.foreignData === 0 && isolation.responsesChecked >= 3
      ? [notes.smallestLeak(count(Math.floor(isolation.responsesChecked / 3)))]
      : []),
    ...(record.jobs === null ? [notes.noLedger] : []),
    notes.asked,
  ];
}
