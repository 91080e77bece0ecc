/** db-outage: the database goes away under a steady load and comes back. */
import type { FaultBackend } from '../faults/backend.ts';
import { outageKindOf } from '../faults/problems.ts';
import { defineRun, type Run, type RunData } from '../run/define-run.ts';
import { faultConsole } from './console.ts';
import { controlFaults } from './fault-controller.ts';
import {
  type BackendChoice,
  type FaultData,
  faultFrame,
  faultMetrics,
  faultScenario,
  intruderOf,
  ownerOf,
  problemsOf,
  usersScenario,
} from './frame.ts';
import { outageLoadOf, outagePlan } from './plan.ts';
import { steadyIteration } from './steady-user.ts';

export interface FaultRun extends Run<FaultData> {
  readonly user: (data: RunData<FaultData>) => void;
  readonly fault: (data: RunData<FaultData>) => void;
}

export function dbOutageScenario(choice: BackendChoice): FaultRun {
  const kindOf = (settings: Parameters<typeof outageKindOf>[0]) =>
    outageKindOf({ ...settings, faultBackend: choice.name });
  const run = defineRun<FaultData>({
    scenario: 'db-outage',
    problems: (settings) => problemsOf('db-outage', choice, settings),
    plan: outagePlan,
    scenarios: (settings, plan) => ({
      users: usersScenario(settings, plan, outageLoadOf(settings).users),
      fault: faultScenario(plan),
    }),
    metrics: (_settings, plan) => faultMetrics(plan),
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
          intruder: intruderOf(settings),
          script: settings.scriptPath,
          args: settings.scriptArgs,
          tags: {},
          perSecond: true,
        },
        data,
      );
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
