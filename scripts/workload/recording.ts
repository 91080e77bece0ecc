/** A recording: reads the pages of each workspace, keeps where it is in a file, and goes on from there. */
import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Tenant } from '../../lib/settings/parsers.ts';
import { writeAtomically } from '../../reports/write-files.ts';
import { errorCode, UsageError } from '../lib/errors.ts';
import { justAfter, PAGE_ROWS, readPage } from './pages.ts';
import { addJob, noJobs, type Tally } from './tally.ts';

const durations = z.object({
  count: z.number(),
  sumMs: z.number(),
  minMs: z.number(),
  maxMs: z.number(),
  buckets: z.record(z.string(), z.number()),
});
const tallySchema = z.object({
  items: z.record(
    z.string(),
    z.object({
      workspace: z.string(),
      kind: z.enum(['script', 'flow']),
      path: z.string(),
      tag: z.string(),
      perHour: z.array(z.number()).length(24),
      failed: z.number(),
      durations,
    }),
  ),
  leftOut: z.record(z.string(), z.number()),
  pending: z.record(z.string(), z.number()),
  jobs: z.number(),
  steps: z.number(),
});

const recordingSchema = z.object({
  version: z.literal(1),
  baseUrl: z.string(),
  days: z.number(),
  /** ISO times of the window. */
  from: z.string(),
  to: z.string(),
  requests: z.number(),
  rows: z.number(),
  workspaces: z.record(
    z.string(),
    z.object({
      /** Jobs before that time are still to be read. */
      before: z.string(),
      /** Ids of that very time, which the next page shows again. */
      seen: z.array(z.string()),
      done: z.boolean(),
    }),
  ),
  tally: tallySchema,
});
export type Recording = z.infer<typeof recordingSchema>;

/** A new recording of the days up to `now`. */
function begin(baseUrl: string, tenants: readonly Tenant[], days: number, now: Date): Recording {
  const to = now.toISOString();
  return {
    version: 1,
    baseUrl,
    days,
    from: new Date(now.getTime() - days * 86_400_000).toISOString(),
    to,
    requests: 0,
    rows: 0,
    workspaces: Object.fromEntries(
      tenants.map(({ workspace }) => [workspace, { before: to, seen: [], done: false }]),
    ),
    tally: noJobs(),
  };
}

/** The recording that a state file holds, or a new one. Throws UsageError where the file is that of another one. */
export async function openRecording(
  stateFile: string,
  baseUrl: string,
  tenants: readonly Tenant[],
  days: number,
): Promise<Recording> {
  let text: string;
  try {
    text = await readFile(stateFile, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return begin(baseUrl, tenants, days, new Date());
    throw new UsageError([`${stateFile} cannot be read (${errorCode(error) ?? 'unreadable'})`]);
  }
  const read = recordingSchema.safeParse(parseJson(text));
  const wanted = tenants.map(({ workspace }) => workspace).sort();
  const same =
    read.success &&
    read.data.baseUrl === baseUrl &&
    read.data.days === days &&
    Object.keys(read.data.workspaces).sort().join() === wanted.join();
  if (read.success && same) return read.data;
  throw new UsageError([
    `${stateFile} is not the beginning of this recording (another system, other workspaces or days): remove it to begin anew`,
  ]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export interface RecordingLimits {
  readonly maxRequests: number;
  readonly pauseMs: number;
}

/**
 * Reads on until all is read (true) or the requests are used up (false). The state is written after each page, so that
 * nothing is counted twice after an interruption.
 */
export async function record(
  recording: Recording,
  tenants: readonly Tenant[],
  stateFile: string,
  { maxRequests, pauseMs }: RecordingLimits,
  onPage: (recording: Recording, workspace: string) => void,
): Promise<boolean> {
  let left = maxRequests;
  for (const tenant of tenants) {
    const place = recording.workspaces[tenant.workspace];
    while (place !== undefined && !place.done) {
      if (left === 0) return false;
      left -= 1;
      const { baseUrl, from: after } = recording;
      const page = await readPage({ baseUrl, tenant, after, before: place.before }, pauseMs);
      const fresh = page.filter(({ id }) => !place.seen.includes(id));
      for (const job of fresh) addJob(recording.tally as Tally, tenant.workspace, job);
      recording.requests += 1;
      recording.rows += fresh.length;
      const last = page.at(-1)?.created_at ?? place.before;
      const next = justAfter(last);
      // A whole page of one microsecond cannot be paged through: what it holds more is left out.
      const stuck = page.length === PAGE_ROWS && next === place.before;
      if (stuck) recording.tally.leftOut['more than 1000 of one microsecond'] = 1;
      place.seen = stuck ? [] : page.filter(({ created_at }) => created_at === last).map(({ id }) => id);
      place.before = stuck ? last : next;
      place.done = page.length < PAGE_ROWS;
      await writeAtomically(stateFile, JSON.stringify(recording));
      onPage(recording, tenant.workspace);
    }
  }
  return true;
}

export async function closeRecording(stateFile: string): Promise<void> {
  await rm(stateFile, { force: true });
}
