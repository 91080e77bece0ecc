import { lazyRun } from '../lib/run/lazy-run.ts';
import { stressUser } from '../scenarios/stress/load/user.ts';
import { stressRun } from '../scenarios/stress/load.ts' with { evaluate: 'first-call' };

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = lazyRun(
  stressRun,
  stressUser,
);
