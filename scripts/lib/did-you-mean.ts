/** Levenshtein distance between two short strings. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substituted, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** The name that was probably meant, or null where none is near. */
export function didYouMean(given: string, names: readonly string[]): string | null {
  let best: string | null = null;
  // Two letters swapped count as two edits; in a very short name that would be another name.
  let bestDistance = (given.length < 4 ? 1 : Math.max(2, Math.floor(given.length / 3))) + 1;
  for (const name of names) {
    const distance = editDistance(given.toLowerCase(), name);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}
