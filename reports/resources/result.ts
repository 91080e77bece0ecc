/** What sources saw, in the place that the result has for it. */
import type { Language } from '../../lib/i18n/types.ts';
import { formatDuration } from '../render/format.ts';
import type { Result } from '../result-schema.ts';
import type { RunFiles } from '../run-folder.ts';
import { showsItself } from './into-run.ts';
import { resourceMessages } from './messages.ts';
import { databasesOf, happenedDuring, partsOf } from './parts.ts';
import { happenedSentences, heldUpSentences } from './sentences.ts';
import { mainSource } from './totals.ts';

type Resources = Result['resources'];
type MemoryTrends = ReadonlyMap<
  string,
  NonNullable<NonNullable<NonNullable<Resources>['parts']>[number]['memoryTrend']>
>;

const NONE: NonNullable<Resources> = { source: '', cpuPercent: null, memoryMb: null };

/** The resources of the result with what sources beside the run saw; as they are where there was none. */
export function withMachines(
  resources: Resources,
  { resources: record, summary }: Pick<RunFiles, 'resources' | 'summary'>,
  language: Language,
  memoryTrends: MemoryTrends = new Map(),
): Resources {
  if (record === null || record.samples.length + record.happened.length === 0) return resources;
  const words = resourceMessages(language);
  const seen = record.sources.filter(({ source }) =>
    record.samples.some((sample) => sample.source === source),
  );
  const named = seen.map(({ source, resolutionSeconds }) =>
    words.source(source, formatDuration(resolutionSeconds, language)),
  );
  const replaces = mainSource(record) !== null && !showsItself(summary.k6.metrics);
  const base = resources ?? NONE;
  const own = resources === null || replaces ? [] : [resources.source];
  return {
    ...base,
    source: [...own, ...named].join('; '),
    sources: seen.map(({ source, resolutionSeconds }) => ({ name: source, resolutionSeconds })),
    parts: partsOf(record, summary).map((part) => {
      const memoryTrend = memoryTrends.get(part.part);
      return { ...part, ...(memoryTrend === undefined ? {} : { memoryTrend }) };
    }),
    databases: databasesOf(record, summary),
    happened: happenedDuring(record, summary),
  };
}

/** What belongs into the answer: restarts, kills, what was held up, and which part leaks. */
export function machineSentences(resources: NonNullable<Resources>, language: Language): string[] {
  const leaking = (resources.parts ?? []).filter(({ memoryTrend }) => memoryTrend?.verdict === 'leak');
  return [
    ...happenedSentences(resources, language),
    ...heldUpSentences(resources, language),
    ...(leaking.length === 0
      ? []
      : [resourceMessages(language).leaking(leaking.map(({ part }) => part).join(', '))]),
  ];
}
