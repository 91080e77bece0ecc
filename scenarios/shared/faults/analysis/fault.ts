/** When the fault was made and taken away, and what the bundle recorded about it. */

import { z } from 'zod';
import { METRIC } from '../../../../lib/metric-names.ts';
import type { Series } from '../../../../reports/result-schema.ts';
import type { FaultContext } from '../context.ts';
import type { FaultDetails } from '../details.ts';
import type { FaultData } from '../load/fault-lifecycle.ts';
import { AFTER, BEFORE } from '../load/plan.ts';

const dataSchema = z.object({
  backend: z.enum(['toxiproxy', 'kubernetes']),
  kind: z.string(),
  repaired: z.array(z.string()),
  intruder: z.boolean(),
  pods: z.array(z.string()).optional(),
  podsGone: z.array(z.string()).optional(),
}) satisfies z.ZodType<FaultData>;

const NOTHING: FaultData = { backend: 'toxiproxy', kind: 'unknown', repaired: [], intruder: false };

export function faultDataOf({ summary }: FaultContext): FaultData {
  const parsed = dataSchema.safeParse(summary.scenarioData);
  return parsed.success ? parsed.data : NOTHING;
}

export interface FaultTimes {
  /** Phases in which a fault was in force. */
  readonly phases: readonly string[];
  /** Seconds after the start of the load, as it happened; null where it did not. */
  readonly made: number | null;
  readonly cleared: number | null;
  /** The same as planned. */
  readonly plannedStart: number;
  readonly plannedEnd: number;
  readonly marks: Series['marks'];
}

export function faultTimesOf({ summary, metrics }: FaultContext): FaultTimes {
  const planned = summary.plan.phases.filter(({ name }) => name !== BEFORE && name !== AFTER);
  const moment = (phase: string | undefined, mark: 'made' | 'cleared') =>
    phase === undefined ? null : metrics.trend(METRIC.faultMark, { mark: `${phase}-${mark}` }).min;
  const [first, last] = [planned[0], planned.at(-1)];
  return {
    phases: planned.map(({ name }) => name),
    made: moment(first?.name, 'made'),
    cleared: moment(last?.name, 'cleared'),
    plannedStart: first?.startSeconds ?? 0,
    plannedEnd: last === undefined ? 0 : last.startSeconds + last.seconds,
    marks: planned.flatMap(({ name }) =>
      (['made', 'cleared'] as const).flatMap((mark) => {
        const t = moment(name, mark);
        return t === null ? [] : [{ t, label: `${name} ${mark}`, kind: 'fault' as const }];
      }),
    ),
  };
}

export function faultDetails(
  context: FaultContext,
  data: FaultData,
  times: FaultTimes,
): FaultDetails['fault'] {
  const start = Date.parse(context.summary.startedAt);
  const at = (seconds: number | null) =>
    seconds === null ? null : new Date(start + seconds * 1000).toISOString();
  return {
    kind: data.kind,
    backend: data.backend,
    startedAt: at(times.made),
    clearedAt: at(times.cleared),
    startedSeconds: times.made,
    clearedSeconds: times.cleared,
  };
}
