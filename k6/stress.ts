import { leanRun } from '../lib/run/lean-run.ts';
import { stressUser } from '../scenarios/stress/load/user.ts';
import { stressScenario } from '../scenarios/stress/load.ts' with { evaluate: 'first-call' };

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = leanRun(
  stressScenario,
  stressUser,
);
