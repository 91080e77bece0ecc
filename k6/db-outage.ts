import { dbOutageRun } from '../scenarios/db-outage/load.ts';
import { TOXIPROXY } from '../scenarios/shared/faults/load/toxiproxy-choice.ts';

export const { options, setup, user, patient, reader, fault, monitor, watchdog, teardown, handleSummary } =
  dbOutageRun(TOXIPROXY);
