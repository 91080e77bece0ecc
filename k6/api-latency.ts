import { apiLatencyScenario } from '../lib/resilience/api-latency.ts';
import { TOXIPROXY } from '../lib/resilience/toxiproxy-choice.ts';

export const { options, setup, user, fault, occupancy, monitor, watchdog, teardown, handleSummary } =
  apiLatencyScenario(TOXIPROXY);
