/** What a reader has to know of the system's machines, a sentence each. */
import type { Language } from '../../lib/i18n/types.ts';
import { cleanText } from '../render/escape.ts';
import { formatCount, formatDuration, formatFigure } from '../render/format.ts';
import type { Result } from '../result-schema.ts';
import { resourceMessages } from './messages.ts';
import { HELD_UP } from './parts.ts';

type Seen = Pick<NonNullable<Result['resources']>, 'parts' | 'databases' | 'happened'>;

const MAX_PART = 60;

/** Restarts and kills: they stand in the answer, whatever was asked. */
export function happenedSentences({ happened = [] }: Seen, language: Language): string[] {
  const words = resourceMessages(language);
  const counts = new Map<
    string,
    { part: string; what: (typeof happened)[number]['what']; times: number; first: number }
  >();
  for (const { part, what, seconds } of happened) {
    const key = `${what}/${part}`;
    const known = counts.get(key);
    counts.set(key, { part, what, times: (known?.times ?? 0) + 1, first: known?.first ?? seconds });
  }
  return [...counts.values()].map(({ part, what, times, first }) =>
    words.happened[what](
      cleanText(part, MAX_PART),
      formatCount(times, language),
      formatDuration(first, language),
    ),
  );
}

/** What held parts up: limits of containers, swapping, a database out of connections. */
export function heldUpSentences({ parts = [], databases = [] }: Seen, language: Language): string[] {
  const words = resourceMessages(language);
  const figure = (value: number, unit: string) => formatFigure(value, unit, language);
  const own = parts.filter(({ scope }) => scope === 'system');
  return [
    ...own.flatMap(({ part, throttledShare, cpuLimitPercent }) =>
      throttledShare !== null && throttledShare >= HELD_UP.throttledShare
        ? [
            words.throttled(
              cleanText(part, MAX_PART),
              figure(throttledShare, 'share'),
              cpuLimitPercent === null ? null : figure(cpuLimitPercent / 100, ''),
            ),
          ]
        : [],
    ),
    ...own.flatMap(({ part, memoryMbMax, memoryLimitMb }) =>
      memoryMbMax !== null && memoryLimitMb !== null && memoryMbMax >= HELD_UP.memoryShare * memoryLimitMb
        ? [
            words.memoryFull(
              cleanText(part, MAX_PART),
              figure(memoryMbMax, 'MB'),
              figure(memoryLimitMb, 'MB'),
            ),
          ]
        : [],
    ),
    ...parts.flatMap(({ part, swapGrowthMb }) =>
      swapGrowthMb !== null && swapGrowthMb >= HELD_UP.swapGrowthMb
        ? [words.swapping(cleanText(part, MAX_PART), figure(swapGrowthMb, 'MB'))]
        : [],
    ),
    ...databases.flatMap(({ part, connectionsMax, maxConnections, waitingForLockMax }) => [
      ...(maxConnections > 0 && connectionsMax >= HELD_UP.connectionsShare * maxConnections
        ? [
            words.connectionsFull(
              cleanText(part, MAX_PART),
              formatCount(connectionsMax, language),
              formatCount(maxConnections, language),
            ),
          ]
        : []),
      ...(waitingForLockMax > 0
        ? [words.locks(cleanText(part, MAX_PART), formatCount(waitingForLockMax, language))]
        : []),
    ]),
  ];
}
