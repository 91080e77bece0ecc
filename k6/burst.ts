import { leanRun } from '../lib/run/lean-run.ts';
import { loadScenario } from '../scenarios/shared/load-family/load.ts' with { evaluate: 'first-call' };
import { loadUser } from '../scenarios/shared/load-family/user.ts';

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = leanRun(
  () => loadScenario('burst'),
  loadUser,
);
