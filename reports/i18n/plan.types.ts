import type { LimitName } from '../plan/clients.ts';
import type { LeftOut } from '../plan/measured.ts';

/** The words of the plan: how many clients, how many workers. */
export interface PlanMessages {
  readonly title: string;
  readonly usage: string;
  readonly written: (files: string) => string;
  readonly errors: {
    readonly unknownFlag: (flag: string) => string;
    readonly missingValue: (flag: string) => string;
    readonly badValue: (flag: string, value: string, expected: string) => string;
    readonly oneWorkload: (count: number) => string;
    readonly nothing: string;
    readonly noWorkers: string;
    readonly noDuration: (item: string) => string;
    readonly noJobs: string;
  };
  readonly resources: Readonly<Record<LimitName, string>>;
  readonly answer: {
    readonly fit: (clients: string, workers: string, one: boolean) => string;
    readonly noneFits: (workers: string) => string;
    readonly baseAlready: (workers: string) => string;
    /** What the highest number that fits does at its peak. */
    readonly peak: (clients: string, hours: string, rate: string) => string;
    readonly wait: (busy: string, wait: string) => string;
    readonly first: (resource: string) => string;
    readonly next: (clients: string, workers: string) => string;
  };
  readonly clients: (count: string, one: boolean) => string;
  readonly workers: (count: string, one: boolean) => string;
  readonly rangeOf: (low: string, high: string) => string;
  readonly orMore: (count: string) => string;
  readonly hours: (from: number, to: number) => string;
  readonly base: (jobs: string) => string;
  readonly client: (jobs: string, peak: string, seconds: string) => string;
  readonly columns: Readonly<
    Record<
      'clients' | 'rate' | 'occupancy' | 'wait' | 'formula' | 'needed' | 'memory' | 'fits' | 'first',
      string
    >
  >;
  readonly fits: Readonly<Record<'yes' | 'perhaps' | 'no', string>>;
  readonly grows: string;
  readonly table: { readonly title: string; readonly note: (limit: string) => string };
  readonly limits: {
    readonly title: string;
    readonly resource: string;
    readonly clients: string;
    readonly rate: string;
  };
  readonly chart: {
    readonly title: string;
    readonly description: string;
    readonly wait: string;
    readonly occupancy: string;
    readonly clients: string;
    readonly limit: (wait: string) => string;
    readonly fits: (clients: string) => string;
  };
  readonly headings: { readonly outside: string; readonly assumed: string };
  /** Where the inputs lie outside what was measured. */
  readonly outside: {
    readonly nothingMeasured: string;
    readonly rate: (rate: string, highest: string, run: string) => string;
    readonly workers: (planned: string, measured: string) => string;
    readonly script: (items: string, script: string) => string;
    readonly noOverhead: string;
    readonly noMemory: string;
    readonly memory: (measured: string, workers: string) => string;
    readonly leftOut: (run: string, why: string) => string;
    readonly why: Readonly<Record<LeftOut, string>>;
  };
  readonly assumed: {
    readonly arrivals: string;
    readonly peakHour: string;
    /** What one client is, of a file that names several. */
    readonly averageTenant: (tenants: string) => string;
    readonly intervals: (replications: string) => string;
    readonly fluid: string;
    readonly exponential: string;
    readonly measuredTimes: (items: string) => string;
    readonly users: (items: string) => string;
    readonly poll: (wait: string) => string;
    readonly formulaAgrees: string;
    readonly formulaDisagrees: (clients: string) => string;
    readonly tags: string;
  };
}
