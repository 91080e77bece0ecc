/** The system as a whole, from what one source shows of its parts. Pure. */
import type { ResourceRecord, ResourceSample, SampledSource } from './record.ts';

/**
 * One source gives the figures of the whole: two that watch the same processes would count them twice. The finest that
 * tells processor and memory of each part comes first.
 */
const PRECEDENCE: readonly SampledSource[] = ['docker', 'process', 'kubernetes', 'prometheus'];

export interface TotalPoint {
  /** Unix ms. */
  readonly t: number;
  readonly cpuPercent: number | null;
  readonly memoryMb: number | null;
}

/** The source that the whole is taken from; null where none shows the system's own processor or memory. */
export function mainSource({ samples }: ResourceRecord): SampledSource | null {
  const has = (source: SampledSource) =>
    samples.some(
      (one) =>
        one.source === source &&
        one.scope === 'system' &&
        (one.cpuPercent !== undefined || one.memoryMb !== undefined),
    );
  return PRECEDENCE.find(has) ?? null;
}

/** A figure that is this many times as old as its source is fine is none of the moment any more. */
const STALE = 3;

/** Samples of the system's own parts, by part, in order of time. */
export function byPart(record: ResourceRecord, source: SampledSource): Map<string, ResourceSample[]> {
  const parts = new Map<string, ResourceSample[]>();
  for (const sample of record.samples) {
    if (sample.source !== source || sample.scope !== 'system') continue;
    const known = parts.get(sample.part);
    if (known === undefined) parts.set(sample.part, [sample]);
    else known.push(sample);
  }
  for (const samples of parts.values()) samples.sort((a, b) => a.t - b.t);
  return parts;
}

type Figure = 'cpuPercent' | 'memoryMb';

/** The parts' last figures before a moment, summed; null where the first of them has none, or all are stale. */
function sumAt(
  parts: readonly (readonly ResourceSample[])[],
  positions: readonly number[],
  t: number,
  staleMs: number,
  figure: Figure,
): number | null {
  let sum: number | null = null;
  for (const [index, samples] of parts.entries()) {
    for (let at = positions[index] ?? -1; at >= 0; at -= 1) {
      const sample = samples[at];
      if (sample === undefined || t - sample.t > staleMs) break;
      const value = sample[figure];
      if (value === undefined) continue;
      sum = (sum ?? 0) + value;
      break;
    }
  }
  return sum;
}

/** All parts together, as often as the source changes. Empty where no source shows them. */
export function totalsOf(record: ResourceRecord): TotalPoint[] {
  const source = mainSource(record);
  if (source === null) return [];
  const parts = [...byPart(record, source).values()];
  const resolution = record.sources.find((one) => one.source === source)?.resolutionSeconds ?? 1;
  const stepMs = resolution * 1000;
  const all = parts.flat();
  const from = all.reduce((least, { t }) => Math.min(least, t), Number.POSITIVE_INFINITY);
  const to = all.reduce((most, { t }) => Math.max(most, t), Number.NEGATIVE_INFINITY);
  const positions = parts.map(() => -1);
  const points: TotalPoint[] = [];
  // The parts are looked at within a moment: half a step later each has its figure of this one.
  for (let t = from + stepMs / 2; t <= to + stepMs / 2; t += stepMs) {
    for (const [index, samples] of parts.entries()) {
      let at = positions[index] ?? -1;
      while ((samples[at + 1]?.t ?? Number.POSITIVE_INFINITY) <= t) at += 1;
      positions[index] = at;
    }
    const sum = (figure: Figure) => sumAt(parts, positions, t, STALE * stepMs, figure);
    points.push({ t: t - stepMs / 2, cpuPercent: sum('cpuPercent'), memoryMb: sum('memoryMb') });
  }
  return points;
}

/** Cores of the machine that the whole shares; null where they are not known. */
export function coresOfRecord(record: ResourceRecord | null): number | null {
  if (record === null) return null;
  const source = mainSource(record);
  return record.sources.find((one) => one.source === source)?.cores ?? null;
}
