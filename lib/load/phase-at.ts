import type { Phase } from '../summary-types.ts';

/** The phase at a moment, seconds after the start of the load; the last one goes on for what is still in flight. */
export function phaseAt(phases: readonly Pick<Phase, 'name' | 'startSeconds'>[], seconds: number): string {
  let current = phases[0]?.name ?? '';
  for (const { name, startSeconds } of phases) if (seconds >= startSeconds) current = name;
  return current;
}
