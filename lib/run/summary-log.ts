/**
 * A summary as lines of a log, for a pod that leaves nothing else behind: numbered, so that one that was lost or cut off
 * is missed, and short enough that no log collector splits them. Pure, written in k6 and read in Node.
 */

const MARK = 'perf-summary';
const CHARACTERS_A_LINE = 8000;

/** The lines that hold a text: `perf-summary 2/31 …`. */
export function summaryLines(text: string): string {
  // One line: the text is JSON, in which no string holds a line break.
  const flat = text.trim().replace(/\n\s*/g, '');
  const count = Math.max(1, Math.ceil(flat.length / CHARACTERS_A_LINE));
  const lines = Array.from({ length: count }, (_, index) => {
    const part = flat.slice(index * CHARACTERS_A_LINE, (index + 1) * CHARACTERS_A_LINE);
    return `${MARK} ${index + 1}/${count} ${part}`;
  });
  // On lines of its own, whatever stands there already.
  return `\n${lines.join('\n')}\n`;
}

/** The text back out of a log; null where it holds none, `missing` where it holds a part. */
export function summaryFromLog(log: string): string | null | 'missing' {
  const parts = new Map<number, string>();
  let count = 0;
  for (const line of log.split(/\r?\n/)) {
    const match = /^perf-summary (\d+)\/(\d+) (.*)$/.exec(line);
    if (match === null) continue;
    count = Number(match[2]);
    parts.set(Number(match[1]), match[3] ?? '');
  }
  if (count === 0) return null;
  const all = Array.from({ length: count }, (_, index) => parts.get(index + 1));
  return all.includes(undefined) ? 'missing' : all.join('');
}
