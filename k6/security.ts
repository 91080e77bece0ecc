import { securityRun } from '../scenarios/security/load.ts';

export const { options, setup, probes, monitor, watchdog, teardown, handleSummary } = securityRun();
