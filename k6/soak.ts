import { soakScenario } from '../lib/soak/scenario.ts';

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = soakScenario();
