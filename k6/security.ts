import { securityScenario } from '../lib/security/scenario.ts';

export const { options, setup, probes, monitor, watchdog, teardown, handleSummary } = securityScenario();
