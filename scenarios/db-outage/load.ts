/** db-outage: the database goes away under a steady load and comes back. */

import type { FaultBackend } from '../../lib/faults/backend.ts';
import { outageKindOf } from '../../lib/faults/problems.ts';
import { METRIC } from '../../lib/metric-names.ts';
import { defineRun, type RunData } from '../../lib/run/define-run.ts';
import { faultConsole } from '../shared/faults/load/console.ts';
import { controlFaults } from '../shared/faults/load/fault-controller.ts';
import {
  type BackendChoice,
  type FaultData,
  type FaultRun,
  faultFrame,
  faultMetrics,
  faultScenario,
  helpersScenario,
  intruderOf,
  ownerOf,
  problemsOf,
  usersScenario,
} from '../shared/faults/load/fault-lifecycle.ts';
import { outageLoadOf, outagePlan } from '../shared/faults/load/plan.ts';
import { steadyIteration } from '../shared/faults/load/steady-user.ts';
import type { FAULT_FAMILY_SETTINGS } from '../shared/faults/settings.ts';
import { READERS, readThroughFault } from './load/cross-tenant-reader.ts';
import { PATIENT_CLIENTS, patientClient } from './load/waiting-client.ts';
import { dbOutageScenario } from './scenario.ts';

export interface OutageRun extends FaultRun {
  readonly patient: (data: RunData<FaultData>) => void;
  readonly reader: (data: RunData<FaultData>) => void;
}

const LATE_SHARE = 0.05;

export function dbOutageRun(choice: BackendChoice): OutageRun {
  const kindOf = (settings: Parameters<typeof outageKindOf>[0]) =>
    outageKindOf({ ...settings, faultBackend: choice.name });
  const run = defineRun<FaultData, typeof FAULT_FAMILY_SETTINGS>({
    scenario: dbOutageScenario,
    problems: (settings) =>
      problemsOf({ scenario: dbOutageScenario.name, point: 'database' }, choice, settings),
    plan: (settings) => ({ ...outagePlan(settings), helpers: PATIENT_CLIENTS + READERS + 1 }),
    scenarios: (settings, plan) => ({
      users: usersScenario(settings, plan, outageLoadOf(settings).users),
      patient: helpersScenario(settings, plan, PATIENT_CLIENTS, 'patient'),
      readers: helpersScenario(settings, plan, READERS, 'reader'),
      fault: faultScenario(plan),
    }),
    metrics: (_settings, plan) => [
      ...faultMetrics(plan),
      [METRIC.outageAnswer, 'trend'],
      [METRIC.outageLate, 'rate'],
    ],
    // The share that waited longer than the limit is what its p95 says, and holds who got no answer as well.
    thresholds: () => ({ [METRIC.outageLate]: [`rate<=${LATE_SHARE}`] }),
    consoleFacts: faultConsole,
    ...faultFrame(choice, ['database'], kindOf),
  });
  const { settings, plan } = run;
  let backend: FaultBackend | null = null;
  return {
    ...run,
    user: (data) => {
      const client = ownerOf(settings);
      if (client === null) return;
      steadyIteration(
        {
          settings,
          plan,
          load: outageLoadOf(settings),
          client,
          script: settings.scriptPath,
          args: settings.scriptArgs,
          tags: {},
          perSecond: true,
        },
        data,
      );
    },
    patient: (data) => {
      const client = ownerOf(settings);
      if (client !== null) patientClient({ settings, plan, client }, data);
    },
    reader: (data) => {
      const owner = ownerOf(settings);
      if (owner === null) return;
      readThroughFault({ settings, plan, owner, intruder: intruderOf(settings) }, data);
    },
    fault: (data) => {
      const client = ownerOf(settings);
      if (client === null) return;
      backend ??= choice.create(settings, ['database']);
      const kind = kindOf(settings);
      controlFaults({ settings, plan, backend, client, faultOf: () => ({ point: 'database', kind }) }, data);
    },
  };
}
