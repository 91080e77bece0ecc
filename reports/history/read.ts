import { join } from 'node:path';
import { eachLine } from '../read/file.ts';
import { HISTORY_FILE } from './append.ts';
import { type HistoryEntry, historyEntrySchema, MAX_LINE_BYTES } from './entry.ts';

export interface History {
  /** Oldest first; of a run whose report was made again the newest line. */
  readonly entries: readonly HistoryEntry[];
  /** Numbers of the lines that could not be read, from 1. */
  readonly broken: readonly number[];
}

function parse(line: string): HistoryEntry | null {
  if (line.length > MAX_LINE_BYTES * 4) return null;
  try {
    const parsed = historyEntrySchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Reads the history of a folder of results; empty where there is none. Broken lines are counted, not fatal. */
export async function readHistory(resultsDir: string): Promise<History> {
  const byRun = new Map<string, HistoryEntry>();
  const broken: number[] = [];
  let number = 0;
  await eachLine(join(resultsDir, HISTORY_FILE), (line) => {
    number += 1;
    if (line.trim() === '') return;
    const entry = parse(line);
    if (entry === null) broken.push(number);
    else byRun.set(entry.runId, entry);
  });
  const entries = [...byRun.values()].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  return { entries, broken };
}
