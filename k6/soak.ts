import { leanRun } from '../lib/run/lean-run.ts';
import { soakUser } from '../scenarios/soak/load/user.ts';
import { soakScenario } from '../scenarios/soak/load.ts' with { evaluate: 'first-call' };

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = leanRun(
  soakScenario,
  soakUser,
);
