/**
 * What a run leaves behind for the post-processor. k6 writes the summary, the series and the events; the runner writes
 * `run.json`. A plain `k6 run` has the summary only.
 */
import type { RunEvent, RunSummary } from '../lib/summary-types.ts';
import type { RunScan } from './logs/run-scan.ts';
import type { Dashboard } from './read/dashboard.ts';
import type { ResourceRecord } from './resources/record.ts';

/** Names of the files in a run's folder. */
export const RUN_FILE = {
  summary: 'summary.json',
  /** Record of k6's web dashboard: one snapshot a second. */
  series: 'series.ndjson',
  /** k6's `--console-output`: events of the bundle. */
  events: 'events.log',
  run: 'run.json',
  /** Written by the runner: what the machines of a real system did. */
  resources: 'resources.ndjson',
  /** Written by the report of a security run: what the search of the logs found. */
  logScan: 'log-scan.json',
  result: 'result.json',
  /** Folder with that of each generator, where several carried the load. */
  generators: 'generators',
} as const;

/**
 * Processor time around a run, in seconds of one core. In the series: since the first sample, so that the time of a
 * phase is the difference of two samples, also of a series that was thinned out.
 */
export interface ProcessorTimes {
  /** Used by the load generator and by a target on the same machine. */
  readonly used: number;
  /** Waited for a processor by their threads, for one another or for anything else. */
  readonly waited: number;
  /** Used by everything else, weighed by how strongly it competes (1: like an equal, 0: at idle priority). */
  readonly competing: number;
  /**
   * Used by nobody who could be seen (another container, say): may be a little below zero, since the machine's account
   * and those of its processes are kept differently.
   */
  readonly unseen: number;
  /** Stolen by the hypervisor while the run was at work. */
  readonly stolen: number;
}

/** How much of the generator's machine k6 used, sampled by the runner. Shares are of the whole machine, 0 to 1. */
export interface GeneratorRecord {
  readonly cores: number;
  readonly cpuShareP95: number | null;
  readonly cpuShareMax: number | null;
  /** All processes of the machine together, an embedded target among them. */
  readonly systemCpuShareP95: number | null;
  readonly memoryMbMax: number | null;
  readonly samples: number;
  /** Name of the process that competed most with the run, where others took a noticeable part of the processor. */
  readonly neighbour?: string | null;
  /** Samples in order of time, `t` in Unix ms. */
  readonly series?: readonly {
    readonly t: number;
    readonly cpuShare: number;
    readonly systemCpuShare: number | null;
    readonly memoryMb: number;
    /** Where the system tells (Linux), and the processes of the run can be told from others. */
    readonly processor?: ProcessorTimes;
  }[];
}

/** Why the processes of a target on this machine are not known. */
export type ProcessesUnknown =
  | { readonly kind: 'nobody-listens'; readonly port: number }
  | { readonly kind: 'passed-on'; readonly port: number; readonly by: string }
  | { readonly kind: 'not-shown' };

/** `run.json`. Written by the runner when k6 has ended; no tokens. */
export interface RunRecord {
  readonly k6Version: string | null;
  /** Null where k6 was killed by a signal. */
  readonly k6ExitCode: number | null;
  readonly k6Path: string | null;
  /** Ctrl-C, or a signal from outside: the planned end was not reached. */
  readonly interrupted: boolean;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly generator: GeneratorRecord | null;
  readonly host: {
    readonly platform: string;
    readonly arch: string;
    readonly cpus: number;
    readonly node: string;
  };
  readonly target: {
    readonly kind: 'embedded' | 'external';
    /** Reached by a loopback address: what keeps this machine busy may well be the target. */
    readonly onThisMachine?: boolean;
    /** Its processes could not be told from others on this machine, so that no waits of theirs were measured. */
    readonly processesUnknown?: ProcessesUnknown;
    /** The embedded target's ready line, without its tokens. */
    readonly ready?: Readonly<Record<string, unknown>>;
  };
  readonly diagnostics?: Readonly<Record<string, unknown>>;
}

/** Everything that was read of one run. */
export interface RunFiles {
  /** Folder of the run; shown in messages only. */
  readonly folder: string;
  readonly summary: RunSummary;
  readonly dashboard: Dashboard | null;
  readonly events: readonly RunEvent[];
  readonly run: RunRecord | null;
  /** What the machines of the system did; null where nothing was asked. */
  readonly resources: ResourceRecord | null;
  /** Search of the logs for secrets; null where none was made. */
  readonly logScan: RunScan | null;
  /** Of a merged run: the files of each generator, in order. */
  readonly parts?: readonly RunFiles[];
}
