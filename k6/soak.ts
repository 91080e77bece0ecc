import { lazyRun } from '../lib/run/lazy-run.ts';
import { soakUser } from '../scenarios/soak/load/user.ts';
import { soakRun } from '../scenarios/soak/load.ts' with { evaluate: 'first-call' };

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = lazyRun(
  soakRun,
  soakUser,
);
