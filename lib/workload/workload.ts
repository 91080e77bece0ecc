/** A day's mix of work, read from a file and checked: plain data, as it also reaches a bundle (JSON; bundles have no YAML). */
export interface Workload {
  readonly name: string;
  readonly items: readonly WorkloadItem[];
}

export const RUNNABLE_KINDS = ['script', 'flow'] as const;

export interface Runnable {
  readonly kind: (typeof RUNNABLE_KINDS)[number];
  /** `f/perf/echo`. */
  readonly path: string;
}

/** A JSON value; a string in it may hold templates (`arguments.ts`). */
export type ArgumentTemplate =
  | string
  | number
  | boolean
  | null
  | readonly ArgumentTemplate[]
  | { readonly [name: string]: ArgumentTemplate };

export interface WorkloadItem {
  readonly name: string;
  readonly runnable: Runnable;
  readonly arguments: { readonly [name: string]: ArgumentTemplate };
  /** Senders that do not wait, or users that wait for each answer. */
  readonly load:
    | { readonly kind: 'arrivals' /** Mean over a day. */; readonly jobsPerHour: number }
    | {
        readonly kind: 'users';
        readonly users: number;
        /** Seconds between an answer and the next job, drawn evenly. */
        readonly thinkSeconds: { readonly min: number; readonly max: number };
      };
  /** 24 weights, UTC hours from 0; their mean is 1. */
  readonly profile: readonly number[];
  /** Workspace that it belongs to; null: whichever the run has. */
  readonly tenant: string | null;
  readonly tag: string;
  readonly priority: number;
  /** Time that a job of it runs; null: not known. */
  readonly duration: WorkloadDuration | null;
  /** Share of its jobs that fail, where it is known. */
  readonly failures: number | null;
}

export interface WorkloadDuration {
  readonly meanSeconds: number;
  readonly p95Seconds: number | null;
  /** Recorded quantiles, ascending; empty: mean and p95 are all that is known. */
  readonly quantiles: readonly { readonly p: number; readonly seconds: number }[];
}

/** Jobs of an item in an hour of the day; for users what they start at most, when no job ever waits. */
export function jobsInHour(item: WorkloadItem, hour: number): number {
  const weight = item.profile[hour] ?? 0;
  if (item.load.kind === 'arrivals') return item.load.jobsPerHour * weight;
  const { min, max } = item.load.thinkSeconds;
  const cycle = (min + max) / 2 + (item.duration?.meanSeconds ?? 0);
  return cycle === 0 ? 0 : (item.load.users * weight * 3600) / cycle;
}

/** `script:f/perf/echo`. */
export const runnableName = ({ kind, path }: Runnable): string => `${kind}:${path}`;
