/**
 * Searches files for secrets: canaries of the run, tokens in use, and whatever looks like a secret. Of a log that was
 * there before the run only what was added since counts: what an earlier run left is not this run's finding.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { lintSource } from '@secretlint/core';
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import { excerptOf } from './excerpt.ts';
import { LineAge } from './line-age.ts';
import { secretsInLine } from './patterns.ts';

export interface Finding {
  readonly source: string;
  /** Counted from 1. */
  readonly line: number;
  readonly rule: string;
  /** Masked. */
  readonly excerpt: string;
}

export interface LogScan {
  /** Files that were searched, by the name that findings carry. */
  readonly sources: readonly string[];
  /** Files that were to be searched and could not be, with the reason. */
  readonly unreadable: readonly { readonly source: string; readonly reason: string }[];
  readonly bytesScanned: number;
  readonly findings: readonly Finding[];
  /** More findings than are listed. */
  readonly moreFindings: number;
}

/** A value to search for as it is, beginning to end or from its beginning on. */
export interface KnownSecret {
  readonly rule: 'canary' | 'token';
  readonly value: string;
}

const CHUNK_CHARACTERS = 1_000_000;
const MAX_FILE_BYTES = 256 * 1024 * 1024;
const MAX_FINDINGS = 50;
const LINE_FEED = 10;
const RULES = [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: recommended }];

interface Collected {
  readonly findings: Finding[];
  total: number;
}

function add(collected: Collected, finding: Finding): void {
  collected.total += 1;
  if (collected.findings.length < MAX_FINDINGS) collected.findings.push(finding);
}

async function scanChunk(
  collected: Collected,
  source: string,
  lines: readonly string[],
  firstLine: number,
  known: readonly KnownSecret[],
): Promise<void> {
  const content = lines.join('\n');
  const { messages } = await lintSource({
    source: { filePath: source, content, ext: '.log', contentType: 'text' },
    options: { config: { rules: RULES }, noPhysicFilePath: true },
  });
  const byLine = new Map<number, { rule: string; secret: string }[]>();
  const note = (index: number, rule: string, secret: string) =>
    byLine.set(index, [...(byLine.get(index) ?? []), { rule, secret }]);
  for (const { range, loc, ruleId } of messages) {
    note(loc.start.line - 1, ruleId.replace('@secretlint/secretlint-rule-', ''), content.slice(...range));
  }
  for (const [index, line] of lines.entries()) {
    for (const { rule, value } of known) if (line.includes(value)) note(index, rule, value);
    for (const { rule, secret } of secretsInLine(line)) note(index, rule, secret);
  }
  for (const [index, found] of [...byLine].sort(([a], [b]) => a - b)) {
    const line = lines[index] ?? '';
    const secrets = [...found.map(({ secret }) => secret), ...known.map(({ value }) => value)];
    // One finding a line: several rules that see the same secret would only repeat each other.
    const rule =
      found.find((one) => one.rule === 'canary' || one.rule === 'token')?.rule ?? found[0]?.rule ?? '';
    add(collected, { source, line: firstLine + index, rule, excerpt: excerptOf(line, secrets) });
  }
}

/** Bytes of each log when the run began, by path; a log that is not named there is read from its beginning. */
export type LogStarts = ReadonlyMap<string, number>;

/** What of a log is the run's: by where the log ended when it began, or by when that was, Unix ms; null: all of it. */
export type LogPart = LogStarts | number | null;

/** The sizes of the logs as they are now; one that is not there yet has none. */
export async function logSizes(paths: readonly string[]): Promise<LogStarts> {
  const sizes = paths.map(async (path): Promise<[string, number]> => {
    const found = await stat(path).catch(() => null);
    return [path, found?.size ?? 0];
  });
  return new Map(await Promise.all(sizes));
}

/** Ends of lines in the first bytes of a file: findings carry the line's number in the whole of it. */
async function linesBefore(path: string, bytes: number): Promise<number> {
  if (bytes === 0) return 0;
  let lines = 0;
  for await (const chunk of createReadStream(path, { end: bytes - 1 })) {
    for (const byte of chunk as Buffer) if (byte === LINE_FEED) lines += 1;
  }
  return lines;
}

async function scanFile(
  collected: Collected,
  path: string,
  source: string,
  known: readonly KnownSecret[],
  part: LogPart,
): Promise<number> {
  const { size } = await stat(path);
  const from = part instanceof Map ? (part.get(path) ?? 0) : 0;
  const age = typeof part === 'number' ? new LineAge(part) : null;
  // An earlier line is left empty, so that those behind it keep their numbers.
  const ours = (line: string) => (age?.isOld(line) === true ? '' : line);
  // Shorter than it was: another file has taken its place, and all of it is new.
  const start = from > size ? 0 : from;
  if (size - start > MAX_FILE_BYTES) throw new Error(`larger than ${MAX_FILE_BYTES / 1024 / 1024} MB`);
  let rest = '';
  let nextLine = 1 + (await linesBefore(path, start));
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: CHUNK_CHARACTERS, start });
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    await scanChunk(collected, source, lines.map(ours), nextLine, known);
    nextLine += lines.length;
  }
  if (rest !== '') await scanChunk(collected, source, [ours(rest)], nextLine, known);
  return size - start;
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code === 'ENOENT' ? 'not there' : error.code === 'EACCES' ? 'not readable' : error.code;
  }
  return error instanceof Error ? error.message : 'not readable';
}

/**
 * Searches the files. Findings are masked and carry file and line; a file that cannot be searched is named with the
 * reason and never counts as clean.
 */
export async function scanLogs(
  paths: readonly string[],
  known: readonly KnownSecret[],
  part: LogPart = null,
): Promise<LogScan> {
  const collected: Collected = { findings: [], total: 0 };
  const sources: string[] = [];
  const unreadable: { source: string; reason: string }[] = [];
  let bytesScanned = 0;
  for (const path of paths) {
    const source = basename(path);
    try {
      bytesScanned += await scanFile(collected, path, source, known, part);
      sources.push(source);
    } catch (error) {
      unreadable.push({ source, reason: reasonOf(error) });
    }
  }
  const { findings, total } = collected;
  return { sources, unreadable, bytesScanned, findings, moreFindings: total - findings.length };
}
