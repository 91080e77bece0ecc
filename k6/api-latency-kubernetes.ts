'use k6 with k6/x/disruptor';

import { apiLatencyRun } from '../scenarios/api-latency/load.ts';
import { kubernetesChoice } from '../scenarios/shared/faults/load/kubernetes-choice.ts';

export const { options, setup, user, fault, occupancy, monitor, watchdog, teardown, handleSummary } =
  apiLatencyRun(kubernetesChoice());
