import { lazyRun } from '../lib/run/lazy-run.ts';
import { normalRun } from '../scenarios/normal/load.ts' with { evaluate: 'first-call' };
import { loadUser } from '../scenarios/shared/load-family/user.ts';

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = lazyRun(
  normalRun,
  loadUser,
);
