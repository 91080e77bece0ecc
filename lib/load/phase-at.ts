import type { Phase } from '../summary-types.ts';

/** The phase at a moment, seconds after the start of the load; the last one goes on for what is still in flight. */
export function phaseAt(phases: readonly Pick<Phase, 'name' | 'startSeconds'>[], seconds: number): string {
  let current = phases[0]?.name ?? '';
  // Counted: the first `for … of` gives a user of k6 the prototypes of all iterators to keep.
  for (let index = 0; index < phases.length; index += 1) {
    const phase = phases[index];
    if (phase !== undefined && seconds >= phase.startSeconds) current = phase.name;
  }
  return current;
}
