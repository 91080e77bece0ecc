/** Where several generators carried the load: all of them, all the time, and each of them believable on its own. */
import { segmentText } from '../../../lib/generators/segment.ts';
import { formatCount, formatDuration } from '../../render/format.ts';
import type { AnalysisContext } from '../scenario-analysis.ts';
import { type Finding, unknown } from './check.ts';

/** Generators that began, or were stopped, further apart than this did not carry the same load in the same seconds. */
const MAX_APART_SECONDS = 3;

const spread = (times: readonly number[]): number => (Math.max(...times) - Math.min(...times)) / 1000;

/** Whether every share of the load was there from the beginning; null where it was, or there was one generator. */
export function loadShared({ summary, files, words, language }: AnalysisContext): Finding | null {
  const { generators, segment } = summary;
  if (segment !== undefined) return unknown(words.generators.share(segmentText(segment)));
  if (generators === undefined) return null;
  if (files.parts === undefined) return unknown(words.generators.partsUnknown);
  const { planned, parts } = generators;
  const missing = Array.from({ length: planned }, (_, index) => index + 1).filter(
    (index) => !parts.some((part) => part.index === index),
  );
  if (missing.length > 0) {
    const names = words.common.list(missing.map((index) => `${index}/${planned}`));
    const present = formatCount(parts.length, language);
    return unknown(words.generators.missing(present, formatCount(planned, language), names));
  }
  const apart = spread(parts.map(({ startedAt }) => Date.parse(startedAt)));
  if (apart <= MAX_APART_SECONDS) return null;
  return unknown(
    words.generators.apart(formatDuration(apart, language), formatDuration(MAX_APART_SECONDS, language)),
  );
}

/** Whether a generator ended before the others, where they did not come to the end of the plan; null where none did. */
export function endedTogether({ summary, loadSeconds, words, language }: AnalysisContext): Finding | null {
  const { generators } = summary;
  // To the planned end they wait for their last journeys, each for its own.
  if (generators === undefined || loadSeconds >= summary.plan.seconds) return null;
  const ends = generators.parts.map(({ endedAt }) => Date.parse(endedAt));
  const apart = spread(ends);
  if (apart <= MAX_APART_SECONDS) return null;
  const first = generators.parts[ends.indexOf(Math.min(...ends))];
  return unknown(
    words.generators.shorter(
      String(first?.index ?? ''),
      formatDuration(apart, language),
      formatDuration(MAX_APART_SECONDS, language),
    ),
  );
}
