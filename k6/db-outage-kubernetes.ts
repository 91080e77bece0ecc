'use k6 with k6/x/disruptor';

import { dbOutageScenario } from '../lib/resilience/db-outage.ts';
import { kubernetesChoice } from '../lib/resilience/kubernetes-choice.ts';

export const { options, setup, user, patient, reader, fault, monitor, watchdog, teardown, handleSummary } =
  dbOutageScenario(kubernetesChoice());
