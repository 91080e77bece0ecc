/** The word for a name that a file of a run gives, where it is a known one; what is inherited (`constructor`) is none. */
export function knownWord<T>(words: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}
