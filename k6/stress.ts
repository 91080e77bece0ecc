import { leanRun } from '../lib/run/lean-run.ts';
import { stressScenario } from '../lib/stress/scenario.ts' with { evaluate: 'first-call' };
import { stressUser } from '../lib/stress/user.ts';

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = leanRun(
  stressScenario,
  stressUser,
);
