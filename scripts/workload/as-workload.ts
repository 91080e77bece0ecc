/** A recording as the text of a workload file. */
import { stringify } from 'yaml';
import { quantilesOf } from './durations.ts';
import type { Recording } from './recording.ts';
import type { ItemTally } from './tally.ts';

/** Items of a file; what is beyond, with the least work, is counted as left out. */
const MAX_ITEMS = 200;
const HOURS = 24;

const milliseconds = (ms: number): string => `${Number(Math.max(0, ms).toPrecision(4))}ms`;
const rounded = (value: number): number => Number(value.toPrecision(4));

function itemOf(item: ItemTally, days: number, tenants: boolean): Record<string, unknown> {
  const { perHour, durations, failed, tag } = item;
  const jobs = perHour.reduce((sum, count) => sum + count, 0);
  const mean = jobs / HOURS;
  const quantiles = Object.entries(quantilesOf(durations)).map(([name, ms]) => [name, milliseconds(ms)]);
  return {
    name: tenants ? `${item.workspace}: ${item.path}` : item.path,
    runnable: `${item.kind}:${item.path}`,
    ...(tenants ? { tenant: item.workspace } : {}),
    rate: `${rounded(jobs / days)}/day`,
    profile: perHour.map((count) => rounded(count / mean)),
    duration: {
      mean: milliseconds(durations.sumMs / durations.count),
      quantiles: Object.fromEntries(quantiles),
    },
    failures: rounded(failed / jobs),
    ...(tag === '' ? {} : { tag }),
  };
}

export interface RecordedWorkload {
  readonly text: string;
  /** Jobs that became no item, by why, after all. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly items: number;
}

/** The file's text. At least one item must have been recorded. */
export function asWorkload(recording: Recording): RecordedWorkload {
  const { tally, days, from, to } = recording;
  const work = ({ durations }: ItemTally) => durations.sumMs + durations.count;
  const sorted = Object.values(tally.items).sort((a, b) => work(b) - work(a));
  const tooMany = sorted.slice(MAX_ITEMS).reduce((sum, { durations }) => sum + durations.count, 0);
  const orphans = Object.keys(tally.pending).length;
  const leftOut = {
    ...tally.leftOut,
    ...(tooMany > 0 ? { [`beyond the ${MAX_ITEMS} items with most work`]: tooMany } : {}),
    ...(orphans > 0 ? { 'flows that are older or still run, with steps in the window': orphans } : {}),
  };
  const kept = sorted.slice(0, MAX_ITEMS);
  const tenants = Object.keys(recording.workspaces).length > 1;
  const data = {
    version: 1,
    name: `recorded from ${from.slice(0, 10)} to ${to.slice(0, 10)}`,
    recorded: { from, to, jobs: tally.jobs, flowSteps: tally.steps, requests: recording.requests, leftOut },
    items: kept.map((item) => itemOf(item, days, tenants)),
  };
  const head =
    '# Written by npm run workload:record from the completed jobs of a system: names, rates by hour (UTC), times that jobs\n' +
    '# held a worker (of a flow: its steps), shares of failure. No arguments, no results, no names of people.\n' +
    '# To run it instead of planning with it, give each item the arguments that it needs.\n';
  return {
    text: head + stringify(data, { flowCollectionPadding: false, lineWidth: 0 }),
    leftOut,
    items: kept.length,
  };
}
