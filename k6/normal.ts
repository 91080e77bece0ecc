import { loadScenario } from '../lib/load/scenario.ts';

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = loadScenario('normal');
