/** What of a line may be shown. Pure. */

const SHOWN = 3;
const MAX_LENGTH = 160;
const CONTEXT = 40;

/** A secret as Windmill masks it: its first three characters, then asterisks. */
export function masked(secret: string): string {
  return `${secret.slice(0, SHOWN)}*****`;
}

/** The line around the first of the secrets, every one of them masked. */
export function excerptOf(line: string, secrets: readonly string[]): string {
  const longestFirst = [...new Set(secrets)].sort((a, b) => b.length - a.length);
  const first = Math.min(...longestFirst.map((secret) => line.indexOf(secret)).filter((at) => at >= 0));
  let shown = line;
  // Before it is cut: a secret that the cut went through would not be found any more.
  for (const secret of longestFirst) shown = shown.split(secret).join(masked(secret));
  const from = Number.isFinite(first) ? Math.max(0, first - CONTEXT) : 0;
  const cut = shown.slice(from, from + MAX_LENGTH);
  return `${from > 0 ? '…' : ''}${cut}${from + MAX_LENGTH < shown.length ? '…' : ''}`;
}
