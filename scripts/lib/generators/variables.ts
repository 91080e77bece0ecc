import { segmentText } from '../../../lib/generators/segment.ts';
import type { RunnerSettings } from '../runner-settings.ts';

/** What the bundle has to know where several generators carry the load; nothing where one does. */
export function generatorVariables({
  generators,
  segment,
  startAt,
}: Pick<RunnerSettings, 'generators' | 'segment' | 'startAt'>): Record<string, string> {
  if (segment !== null) {
    return {
      PERF_GENERATORS: String(segment.of),
      PERF_SEGMENT: segmentText(segment),
      ...(startAt === null ? {} : { PERF_START_AT: String(startAt) }),
    };
  }
  return generators > 1 ? { PERF_GENERATORS: String(generators) } : {};
}
