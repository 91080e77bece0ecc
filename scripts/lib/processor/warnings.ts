/** What a person at the terminal is told about a machine that is not the run's own. */
import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Language } from '../../../lib/i18n/types.ts';
import { INTERFERENCE_LIMIT } from '../../../lib/validity.ts';
import { formatNumber } from '../../../reports/render/format.ts';
import type { DisturbanceNotice } from '../generator-monitor.ts';
import { liveWords } from '../live/words.ts';
import { ProcessorSampler } from './sampler.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Warns at once when others begin to take the processor, and not again so long as this has not passed. */
const REPEAT_MS = 30_000;

/** @param say is given one line at a time. */
export function disturbanceWarning(
  say: (line: string) => void,
  language: Language,
): (notice: DisturbanceNotice) => void {
  const words = liveWords(language);
  let last = Number.NEGATIVE_INFINITY;
  return ({ share, neighbour }) => {
    const now = Date.now();
    if (now - last < REPEAT_MS) return;
    last = now;
    const limit = percent(INTERFERENCE_LIMIT.takenShare);
    say(`${words.warning}: ${words.disturbed(neighbour, percent(share), limit)}`);
  };
}

/** How long the machine is looked at before the load. */
const LOOK_MS = 700;

/** Says so before the load where the machine is not idle. `roots`: processes of a target that was started here. */
export async function warnUnlessIdle(
  roots: readonly number[],
  say: (line: string) => void,
  signal: AbortSignal,
  language: Language,
): Promise<void> {
  const sampler = new ProcessorSampler(roots);
  if (sampler.total === null) return;
  await setTimeout(LOOK_MS, undefined, { signal }).catch(() => undefined);
  const seen = sampler.sample();
  if (seen === null || seen.seconds <= 0) return;
  const cores = cpus().length;
  const busy = (seen.times.competing + Math.max(0, seen.times.unseen)) / seen.seconds;
  if (busy / cores <= INTERFERENCE_LIMIT.idleShare) return;
  const words = liveWords(language);
  const used = formatNumber(Math.round(busy * 10) / 10, language);
  say(`${words.warning}: ${words.notIdle(used, cores, seen.busiest?.name ?? null)}`);
}
