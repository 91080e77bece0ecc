import type { LimitName } from '../plan/clients.ts';
import type { LeftOut } from '../plan/measured.ts';

export const plan = {
  title: 'How many clients fit',
  usage: `npm run plan -- [WORKLOAD.yaml] [--client "300 jobs/h, 4 s each, peak 6x"] [options]

  WORKLOAD.yaml       the mix of a day; alone: a client is an average tenant of it, with --client: what is there already
  --client TEXT       a client in words: jobs/h (or /s, /min, /day), s each, peak Nx, and "p95 12 s" or "fixed"
  --results PATH      a run of stress, or a folder of runs: service times and where other resources end (may be repeated)
  --workers N         workers; default: those of the newest run
  --overhead TIME     what a job costs a worker beyond its own time, such as 50ms; default: from the runs, else 0
  --max-wait TIME     longest p95 of the wait at the peak that is accepted; default 10s
  --clients N         last row of the table; default: somewhat more than fit
  --seed N            of the simulated days; default 1
  --out FOLDER        where plan.md, plan.svg and plan.json go; default: plan/ in the folder of results
  --json              print the plan as JSON, and write nothing unless --out is given
  --lang en|es

Exit code: 0 a plan was made, 2 a mistake in what was given, 3 it could not be written.`,
  written: (files: string) => `Written: ${files}`,
  errors: {
    unknownFlag: (flag: string) => `unknown flag ${flag} (--help lists them)`,
    missingValue: (flag: string) => `${flag} needs a value`,
    badValue: (flag: string, value: string, expected: string) => `${flag} is ${value}, must be ${expected}`,
    oneWorkload: (count: number) => `one workload file at a time: ${count} were given`,
    nothing: 'nothing to plan for: name a workload file, or a --client (--help shows how)',
    noWorkers: '--workers is not given, and no run of stress tells how many there are (--results)',
    noDuration: (item: string) =>
      `${item} has no duration, and no run of stress measured its script: give it a duration in the file, or --results`,
    noJobs: 'there is no job in the day: every rate is 0',
  },
  resources: {
    workers: 'the workers',
    cpu: 'the CPU',
    'db-connections': 'the database connections',
    'third-party': 'the third party',
  } satisfies Record<LimitName, string>,
  answer: {
    fit: (clients: string, workers: string, one: boolean) =>
      `${clients} ${one ? 'fits' : 'fit'} on ${workers}`,
    noneFits: (workers: string) => `Not even one such client fits on ${workers}`,
    baseAlready: (workers: string) => `What is there already is too much for ${workers}`,
    /** What the highest number that fits does at its peak. */
    peak: (clients: string, hours: string, rate: string) =>
      `With ${clients}, at the peak (${hours}), ${rate} come in`,
    wait: (busy: string, wait: string) =>
      `The workers are then ${busy} busy, and 95 % of jobs start within ${wait}`,
    first: (resource: string) => `What gives way first: ${resource}`,
    next: (clients: string, workers: string) => `For ${clients} it takes ${workers}`,
  },
  clients: (count: string, one: boolean) => `${count} ${one ? 'client' : 'clients'}`,
  workers: (count: string, one: boolean) => `${count} ${one ? 'worker' : 'workers'}`,
  rangeOf: (low: string, high: string) => `${low} to ${high}`,
  orMore: (count: string) => `${count} or more`,
  hours: (from: number, to: number) => `${from} to ${to} h UTC`,
  base: (jobs: string) => `There already: ${jobs} a day.`,
  client: (jobs: string, peak: string, seconds: string) =>
    `A client: ${jobs} a day, ${peak} in its busiest hour, ${seconds} each on average.`,
  columns: {
    clients: 'Clients',
    rate: 'At the peak',
    occupancy: 'Workers busy',
    wait: 'p95 of the wait',
    formula: 'by the formula',
    needed: 'Workers needed',
    memory: 'Memory with them',
    fits: 'Fits',
    first: 'Used up',
  },
  fits: { yes: 'yes', perhaps: 'perhaps', no: 'no' },
  grows: 'grows without end',
  table: {
    title: 'What each number of clients takes',
    note: (limit: string) =>
      `At the worst hour of the day; it fits where p95 of the wait is at most ${limit}. Intervals: lowest and highest of the simulated hours.`,
  },
  limits: {
    title: 'Where each resource ends',
    resource: 'Resource',
    clients: 'Clients',
    rate: 'Jobs a second',
  },
  chart: {
    title: 'Wait at the peak against clients',
    description:
      'p95 of the wait before a job starts in the worst hour, with the lowest and highest of the simulated hours, and how busy the workers are.',
    wait: 'p95 of the wait, s',
    occupancy: 'workers busy, %',
    clients: 'clients',
    limit: (wait: string) => `accepted: ${wait}`,
    fits: (clients: string) => `${clients} fit`,
  },
  headings: { outside: 'Outside what was measured', assumed: 'What this assumes' },
  /** Where the inputs lie outside what was measured. */
  outside: {
    nothingMeasured:
      'No run of this system was given (--results): where its CPU, memory, connections and API end is not known, only the workers were planned.',
    rate: (rate: string, highest: string, run: string) =>
      `The plan reaches ${rate} at the peak; the highest rate that was measured is ${highest} (${run}).`,
    workers: (planned: string, measured: string) =>
      `The plan is for ${planned}; it was measured with ${measured}. That more workers find CPU, memory and connections is not known.`,
    script: (items: string, script: string) =>
      `The run measured ${script}; what ${items} costs in CPU, connections and the third party is not known, and taken to be the same a job.`,
    noOverhead:
      'What a job costs a worker beyond its own time is not known and taken to be nothing: --overhead, or a run of stress with f/perf/echo or f/perf/sleep, tells it.',
    noMemory: 'Memory: the runs that were given tell none.',
    memory: (measured: string, workers: string) =>
      `Memory was ${measured} with ${workers}: with another number it lies between all of that being fixed and all of it growing with the workers.`,
    leftOut: (run: string, why: string) => `Left out, ${why}: ${run}.`,
    why: {
      'not-stress': 'not of stress',
      'not-valid': 'not to be believed itself',
      'no-capacity': 'the capacity was not reached',
      'no-workers': 'how many workers there were and how busy is not told',
    } satisfies Record<LeftOut, string>,
  },
  assumed: {
    arrivals:
      'Within an hour jobs come independently of one another (Poisson): a campaign that starts many at once waits longer.',
    peakHour: (hours: string) =>
      `A client in words has one peak hour, ${hours}, the same for all clients; the rest is spread evenly.`,
    peakWithBase: (hours: string) =>
      `A client in words has one peak hour, ${hours}: that of what is there already, the worst case; the rest is spread evenly.`,
    /** What one client is, of a file that names several. */
    averageTenant: (tenants: string) =>
      `A client is an average one of the ${tenants} tenants that the file names.`,
    intervals: (replications: string) =>
      `Intervals of the wait are the lowest and the highest of ${replications} simulated peak hours; another one lies within 19 of them 9 times of 10.`,
    fluid: 'Where far more comes than goes, the wait is that of the amounts alone, without chance.',
    exponential:
      'Times of jobs without a p95 vary as an exponential does; "fixed" or a p95 would say otherwise.',
    measuredTimes: (items: string) =>
      `The time of ${items} is what it cost a worker in the run, and varies as an exponential does.`,
    users: (items: string) =>
      `${items}: users are taken to start their next job as if none had ever to wait, an upper bound.`,
    poll: (wait: string) => `A worker without a job looks for one every ${wait}, as Windmill's do.`,
    formulaAgrees: 'The simulation agrees with Erlang C or Allen–Cunneen wherever those hold.',
    formulaDisagrees: (clients: string) =>
      `The simulation and the formula differ by more than 15 % and chance at ${clients}; the formula is an approximation there.`,
    tags: 'Every worker takes jobs of every tag; where jobs have priorities, the wait is that of the kind that waits longest.',
  },
};

/** The words of the plan: how many clients, how many workers. */
export type PlanMessages = typeof plan;
