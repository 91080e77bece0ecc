/** What is kept of completed jobs: counts. No argument, no result, no log, no name of a person. */
import { addDuration, type DurationCounts, noDurations } from './durations.ts';
import type { CompletedJob } from './pages.ts';

export interface ItemTally {
  readonly workspace: string;
  readonly kind: 'script' | 'flow';
  readonly path: string;
  readonly tag: string;
  /** Jobs by the UTC hour in which they came. */
  readonly perHour: number[];
  failed: number;
  /** Time that a job held workers: its own, of a flow that of its steps. */
  readonly durations: DurationCounts;
}

export interface Tally {
  readonly items: Record<string, ItemTally>;
  /** Jobs that became no item, by why. */
  readonly leftOut: Record<string, number>;
  /** Time of steps whose flow has not been read yet, ms, by the id of the job above them. Flows come after their steps. */
  readonly pending: Record<string, number>;
  jobs: number;
  steps: number;
}

const HOURS = 24;

export function noJobs(): Tally {
  return { items: {}, leftOut: {}, pending: {}, jobs: 0, steps: 0 };
}

/** `u/alice/report` → `u/person/report`: who owns a script is nobody's business in a file that is passed on. */
export function withoutPerson(path: string): string {
  return path.replace(/^u\/[^/]+\//, 'u/person/');
}

function leaveOut(tally: Tally, why: string): void {
  tally.leftOut[why] = (tally.leftOut[why] ?? 0) + 1;
}

/** Adds a job. Jobs come newest first, so a flow comes after all its steps. */
export function addJob(tally: Tally, workspace: string, job: CompletedJob): void {
  const { id, job_kind: kind, script_path: path, parent_job: parent } = job;
  // A flow waits while its steps run; what counts is the time of those.
  const own = /flow/.test(kind) ? 0 : job.duration_ms;
  const held = own + (tally.pending[id] ?? 0);
  delete tally.pending[id];
  if (parent !== undefined && parent !== null) {
    tally.pending[parent] = (tally.pending[parent] ?? 0) + held;
    tally.steps += 1;
    return;
  }
  if ((kind !== 'script' && kind !== 'flow') || path === undefined || path === null) {
    leaveOut(tally, `kind ${kind}`);
    return;
  }
  const shown = withoutPerson(path);
  const key = JSON.stringify([workspace, kind, shown, job.tag ?? '']);
  const item = tally.items[key] ?? {
    workspace,
    kind,
    path: shown,
    tag: job.tag ?? '',
    perHour: Array.from({ length: HOURS }, () => 0),
    failed: 0,
    durations: noDurations(),
  };
  tally.items[key] = item;
  const hour = new Date(job.created_at).getUTCHours();
  item.perHour[hour] = (item.perHour[hour] ?? 0) + 1;
  if (!job.success) item.failed += 1;
  addDuration(item.durations, held);
  tally.jobs += 1;
}
