/** Was there anything to measure, and was the load what was planned? */
import { K6_METRIC, METRIC } from '../../../lib/metric-names.ts';
import type { Phase } from '../../../lib/summary-types.ts';
import { HELPER_VUS } from '../../../lib/validity.ts';
import { formatCount, formatFigure, formatNumber } from '../../render/format.ts';
import { medianOf } from '../../stats/quantile.ts';
import { phaseSeconds, phaseTags } from '../phases.ts';
import type { AnalysisContext } from '../scenario-analysis.ts';
import { type Check, discarded, unknown, valid } from './check.ts';
import { loadShared } from './generators.ts';

/** Share of the planned users that must have been at work for the load to count as delivered. */
const DELIVERED_SHARE = 0.95;
/** Seconds around the edges of a phase in which users are still starting. */
const EDGE_SECONDS = 1;

/** Journeys of the measured phases; of the whole run, where it does not tell phases apart. */
function journeysMeasured({ metrics, summary }: AnalysisContext): number {
  const measured = summary.plan.phases.filter((phase) => phase.measured);
  const tagged = measured.map((phase) => phaseTags(metrics, METRIC.journeyErrors, phase.name));
  if (measured.length === 0 || tagged.every((tags) => tags === null))
    return metrics.samples(METRIC.journeyErrors);
  return tagged.reduce(
    (sum, tags) => sum + (tags === null ? 0 : metrics.samples(METRIC.journeyErrors, tags)),
    0,
  );
}

export const samplesPresent: Check = (context, findings) => {
  const n = findings.samples ?? journeysMeasured(context);
  const words = context.words.validity;
  return n > 0 ? valid(words.samples(formatCount(n, context.language))) : discarded(words.noSamples);
};

/** Whether a phase had gone on long enough, when the run ended, for its users to be seen at work. */
function underWay(phase: Phase, loadSeconds: number): boolean {
  const seconds = phaseSeconds(phase, loadSeconds);
  return seconds > 0 && seconds >= Math.min(phase.seconds / 2, 2 * EDGE_SECONDS);
}

/** Users at work in the steady part of a phase; null where the record has no second of it. */
function usersInPhase({ series, loadSeconds }: AnalysisContext, phase: Phase): number | null {
  const users = series?.users;
  if (series === null || users === undefined) return null;
  const end = phase.startSeconds + phaseSeconds(phase, loadSeconds);
  const seen = users.filter((_, index) => {
    const t = series.t[index] ?? 0;
    return t >= phase.startSeconds + EDGE_SECONDS && t <= end - EDGE_SECONDS;
  });
  const present = seen.filter((value) => value !== null);
  return present.length === 0 ? null : medianOf(present);
}

/**
 * The users that were at work against those that were planned, phase by phase where there is a record per second, else
 * at the height of the run. Iterations that were due and not started are a check of their own.
 */
export const loadDelivered: Check = (context) => {
  const shared = loadShared(context);
  if (shared !== null) return shared;
  const { summary, metrics, language } = context;
  const words = context.words.validity;
  const reached = summary.plan.phases.filter(
    (phase) => phase.measured && phase.users > 0 && underWay(phase, context.loadSeconds),
  );
  const number = (value: number) => formatNumber(value, language);
  const people = (value: number) => formatFigure(value, 'users', language);
  if (reached.length === 0) {
    const planned = summary.plan.phases.find((phase) => phase.measured && phase.users > 0);
    if (planned === undefined) return valid(words.noUsersPlanned);
    return discarded(words.usersMissed(planned.name, people(0), number(planned.users)));
  }
  const seen = reached.map((phase) => ({ phase, users: usersInPhase(context, phase) }));
  for (const { phase, users } of seen) {
    if (users !== null && users < phase.users * DELIVERED_SHARE) {
      return discarded(words.usersMissed(phase.name, people(users), number(phase.users)));
    }
  }
  const highest = reached.reduce((high, phase) => (phase.users > high.users ? phase : high));
  const ofHighest = seen.find(({ phase }) => phase === highest)?.users ?? null;
  if (ofHighest !== null) return valid(words.usersReached(people(ofHighest), number(highest.users)));
  const peak = metrics.value(K6_METRIC.vus, 'max') ?? metrics.value(K6_METRIC.vusMax, 'max');
  if (peak === null) return unknown(words.usersUnknown);
  const users = Math.max(0, peak - HELPER_VUS - (summary.plan.helpers ?? 0));
  return users >= highest.users * DELIVERED_SHARE
    ? valid(words.usersReached(people(users), number(highest.users)))
    : discarded(words.usersMissed(highest.name, people(users), number(highest.users)));
};

/** k6 leaves the metric out when nothing was dropped. */
export const noDroppedIterations: Check = ({ metrics, words, language }) => {
  const dropped = metrics.count(K6_METRIC.droppedIterations) ?? 0;
  const iterations = metrics.count(K6_METRIC.iterations);
  if (dropped > 0) {
    return discarded(
      words.validity.dropped(formatCount(dropped, language), formatCount(iterations ?? 0, language)),
    );
  }
  return iterations === null
    ? unknown(words.validity.iterationsUnknown)
    : valid(words.validity.nothingDropped);
};
