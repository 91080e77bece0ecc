/** `count` entries of a list from a place on, the list being a ring; no entry twice. */
export function roundRobin<T>(ring: readonly T[], from: number, count: number): readonly T[] {
  const length = Math.min(count, ring.length);
  return Array.from({ length }, (_, index) => ring[(from + index) % ring.length]).filter(
    (entry) => entry !== undefined,
  );
}
