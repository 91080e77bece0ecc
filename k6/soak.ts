import { leanRun } from '../lib/run/lean-run.ts';
import { soakScenario } from '../lib/soak/scenario.ts' with { evaluate: 'first-call' };
import { soakUser } from '../lib/soak/user.ts';

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = leanRun(
  soakScenario,
  soakUser,
);
