import { webhookRun } from '../scenarios/duplicate-webhooks/load.ts';

export const { options, setup, arm, monitor, watchdog, teardown, handleSummary } = webhookRun();
