import { dbOutageScenario } from '../lib/resilience/db-outage.ts';
import { TOXIPROXY } from '../lib/resilience/toxiproxy-choice.ts';

export const { options, setup, user, patient, reader, fault, monitor, watchdog, teardown, handleSummary } =
  dbOutageScenario(TOXIPROXY);
