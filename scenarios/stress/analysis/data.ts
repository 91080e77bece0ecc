/** What the bundle, or the search around it, recorded of a stress run. */

import { z } from 'zod';
import { STRESS_MODES } from '../scenario.ts';

const figure = z.number().nullable();

const trial = z.object({
  /** Name of its phase in the plan. */
  name: z.string(),
  users: z.number(),
  purpose: z.enum(['double', 'halve', 'bisect', 'confirm-bad', 'confirm-good']),
  verdict: z.enum(['good', 'bad', 'invalid']),
});

const search = z.object({
  trials: z.array(trial),
  outcome: z.enum([
    'converged',
    'limit-reached',
    'broken-at-one',
    'invalid-trial',
    'too-many-trials',
    'interrupted',
  ]),
  good: figure,
  bad: figure,
  hysteresis: z.boolean(),
  /** From the first trial's start to the last one's end, start-up of k6 included. */
  seconds: z.number(),
});

const stressDataSchema = z.object({
  mode: z.enum(STRESS_MODES),
  timing: z.object({ warmupSeconds: z.number(), measuredSeconds: z.number(), gapSeconds: z.number() }),
  ladder: z.object({ users: z.array(z.number()), step: z.number(), coarsenedFrom: figure }),
  target: z.object({ workers: figure, onThisMachine: z.boolean().default(false) }),
  search: search.optional(),
});

export type StressRecord = z.infer<typeof stressDataSchema>;
export type SearchRecord = z.infer<typeof search>;

/** Null where it is missing or damaged; then there are figures without what explains them. */
export function stressRecord(scenarioData: unknown): StressRecord | null {
  const parsed = stressDataSchema.safeParse(scenarioData);
  return parsed.success ? parsed.data : null;
}
