'use k6 with k6/x/disruptor';

import { apiLatencyScenario } from '../lib/resilience/api-latency.ts';
import { kubernetesChoice } from '../lib/resilience/kubernetes-choice.ts';

export const { options, setup, user, fault, occupancy, monitor, watchdog, teardown, handleSummary } =
  apiLatencyScenario(kubernetesChoice());
