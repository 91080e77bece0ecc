'use k6 with k6/x/disruptor';

import { dbOutageRun } from '../scenarios/db-outage/load.ts';
import { kubernetesChoice } from '../scenarios/shared/faults/load/kubernetes-choice.ts';

export const { options, setup, user, patient, reader, fault, monitor, watchdog, teardown, handleSummary } =
  dbOutageRun(kubernetesChoice());
