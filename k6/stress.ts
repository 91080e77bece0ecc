import { stressScenario } from '../lib/stress/scenario.ts';

export const { options, setup, user, monitor, watchdog, teardown, handleSummary } = stressScenario();
