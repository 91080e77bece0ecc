import { lazyRun } from '../lib/run/lazy-run.ts';
import { baselineRun } from '../scenarios/baseline/load.ts' with { evaluate: 'first-call' };
import { loadUser } from '../scenarios/shared/load-family/user.ts';

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = lazyRun(
  baselineRun,
  loadUser,
);
