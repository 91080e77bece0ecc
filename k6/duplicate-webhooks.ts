import { webhookScenario } from '../lib/webhooks/scenario.ts';

export const { options, setup, arm, monitor, watchdog, teardown, handleSummary } = webhookScenario();
