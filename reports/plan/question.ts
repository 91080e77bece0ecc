/** What a plan is made from: files and words, put together into one question, with all that is not known about it. */

import type { Language } from '../../lib/i18n/types.ts';
import type { Workload } from '../../lib/workload/workload.ts';
import { reportMessages } from '../i18n/index.ts';
import type { PlanQuestion } from './clients.ts';
import { busiestHour, type Demand, type DemandPart, HOURS, jobsIn, withPeakAt } from './demand.ts';
import { exactly, type Interval } from './forecast.ts';
import { workloadDemand } from './from-workload.ts';
import type { MeasuredRuns } from './measured.ts';

export interface PlanInputs {
  readonly workload: Workload | null;
  readonly client: DemandPart | null;
  readonly measured: MeasuredRuns;
  readonly workers: number | null;
  /** s; null: from the runs. */
  readonly overhead: number | null;
  readonly maxWait: number;
  readonly upTo: number | null;
  readonly seed: number;
}

/** What has to be said of the inputs, beside the question. */
export interface PlanSources {
  readonly measured: MeasuredRuns;
  readonly overheadKnown: boolean;
  /** Items whose time is that of a run. */
  readonly measuredItems: readonly string[];
  readonly users: readonly string[];
  readonly inWords: boolean;
  /** Tenants that a client is the average of; 1: it is what was given. */
  readonly averaged: number;
}

export type QuestionOutcome =
  | { readonly ok: true; readonly question: PlanQuestion; readonly sources: PlanSources }
  | { readonly ok: false; readonly problems: readonly string[] };

/** How long an idle worker waits before it looks again: Windmill's `SLEEP_QUEUE`, s. */
const POLL_SECONDS = 0.05;

const shareOf = (demand: Demand, clients: number): Demand =>
  demand.map((part) => ({ ...part, jobsPerHour: part.jobsPerHour.map((jobs) => jobs / clients) }));

const isEmpty = (demand: Demand): boolean =>
  Array.from({ length: HOURS }, (_, hour) => jobsIn(demand, hour)).every((jobs) => jobs === 0);

/** Puts the question together, or tells what is missing for it. */
export function planQuestion(inputs: PlanInputs, language: Language): QuestionOutcome {
  const { errors } = reportMessages(language).plan;
  const { workload, client, measured } = inputs;
  const [run = null] = measured.runs;
  const fromRuns = measured.runs.find(({ overhead }) => overhead !== null)?.overhead ?? null;
  const overhead: Interval = inputs.overhead !== null ? exactly(inputs.overhead) : (fromRuns ?? exactly(0));
  const workers = inputs.workers ?? run?.workers ?? null;
  const file = workload === null ? null : workloadDemand(workload, measured.runs, overhead.value);
  const problems = [
    ...(workload === null && client === null ? [errors.nothing] : []),
    ...(workers === null ? [errors.noWorkers] : []),
    ...(file?.unknown ?? []).map((item) => errors.noDuration(item)),
  ];
  const [base, one]: readonly [Demand, Demand] =
    client !== null
      ? [file?.demand ?? [], file === null ? [client] : withPeakAt([client], busiestHour(file.demand))]
      : [[], file === null ? [] : shareOf(file.demand, file.clients)];
  if (problems.length === 0 && isEmpty(one)) problems.push(errors.noJobs);
  if (problems.length > 0 || workers === null) return { ok: false, problems };
  const { maxWait, upTo, seed } = inputs;
  const system = { workers, overhead, pollSeconds: POLL_SECONDS };
  return {
    ok: true,
    question: { base, client: one, system, maxWait, upTo, seed, run },
    sources: {
      measured,
      overheadKnown: inputs.overhead !== null || fromRuns !== null,
      measuredItems: file?.measured ?? [],
      users: file?.users ?? [],
      inWords: client !== null,
      averaged: client === null ? (file?.clients ?? 1) : 1,
    },
  };
}
