import { loadScenario } from '../lib/load/scenario.ts' with { evaluate: 'first-call' };
import { loadUser } from '../lib/load/user.ts';
import { leanRun } from '../lib/run/lean-run.ts';

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = leanRun(
  () => loadScenario('high'),
  loadUser,
);
