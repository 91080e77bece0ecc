import { apiLatencyRun } from '../scenarios/api-latency/load.ts';
import { TOXIPROXY } from '../scenarios/shared/faults/load/toxiproxy-choice.ts';

export const { options, setup, user, fault, occupancy, monitor, watchdog, teardown, handleSummary } =
  apiLatencyRun(TOXIPROXY);
