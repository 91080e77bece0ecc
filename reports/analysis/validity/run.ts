/** Did the suite itself work, and did the run get to its end? */
import { METRIC } from '../../../lib/metric-names.ts';
import { formatCount, formatDuration } from '../../render/format.ts';
import type { AnalysisContext } from '../scenario-analysis.ts';
import { type Check, discarded, unknown, valid } from './check.ts';
import { endedTogether } from './generators.ts';

/**
 * Exceptions count as failed journeys, so a criterion still sees them; but whether the target or the suite is to blame
 * for one is open, which leaves the run in doubt rather than discarded.
 */
export const journeysSound: Check = ({ metrics, words, language }) => {
  const exceptions = metrics.count(METRIC.journeyExceptions) ?? 0;
  if (exceptions === 0) return valid(words.validity.noExceptions);
  const journeys = Math.max(metrics.samples(METRIC.journeyErrors), exceptions);
  return unknown(
    words.validity.exceptions(formatCount(exceptions, language), formatCount(journeys, language)),
  );
};

/** Exit codes of k6, as its source names them. */
const K6_EXIT = {
  thresholdsFailed: 99,
  setupTimeout: [100, 101],
  external: 105,
  script: 107,
  aborted: 108,
};
/** A run may be this much shorter than planned: k6 stops when the last user is done. */
const END_TOLERANCE_SECONDS = 1;
const END_TOLERANCE_SHARE = 0.02;

function exitMeaning(code: number, words: AnalysisContext['words']): string {
  const { k6Exit } = words.validity;
  if (code === K6_EXIT.script) return k6Exit.scriptException;
  if (code === K6_EXIT.aborted) return k6Exit.aborted;
  if (K6_EXIT.setupTimeout.includes(code)) return k6Exit.setupTimeout;
  return k6Exit.other;
}

/**
 * A missed threshold (99) is a normal end: the criteria judge it. So is one that aborts the run because it found its
 * limit, where the scenario says so.
 */
export const runCompleted: Check = (context, findings) => {
  const { files, summary, loadSeconds, language } = context;
  const words = context.words.validity;
  const planned = formatDuration(summary.plan.seconds, language);
  const lasted = formatDuration(Math.min(loadSeconds, summary.plan.seconds), language);
  const code = files.run === null ? 0 : files.run.k6ExitCode;
  if (files.run?.interrupted === true || code === K6_EXIT.external) {
    return discarded(words.interrupted(lasted, planned));
  }
  if (code === null) return discarded(words.k6Killed);
  if (code !== 0 && code !== K6_EXIT.thresholdsFailed) {
    return discarded(words.k6Ended(String(code), exitMeaning(code, context.words)));
  }
  const tolerance = Math.max(END_TOLERANCE_SECONDS, summary.plan.seconds * END_TOLERANCE_SHARE);
  if (loadSeconds >= summary.plan.seconds - tolerance) return valid(words.completed(planned));
  const apart = endedTogether(context);
  if (findings.endedOnPurpose === true && apart !== null) return apart;
  return findings.endedOnPurpose === true
    ? valid(words.completedOnPurpose(lasted, planned))
    : discarded(words.endedEarly(lasted, planned));
};
