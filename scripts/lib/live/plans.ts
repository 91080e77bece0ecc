/** How long a scenario will take, known before it starts: the plans that its bundle will follow. */
import type { ScenarioName } from '../../../lib/catalog.ts';
import { loadPlan, type Plan } from '../../../lib/load/plan.ts';
import type { Settings } from '../../../lib/settings/table.ts';
import { webhookPlan } from '../../../scenarios/duplicate-webhooks/load/arms.ts';
import { tenantPlan } from '../../../scenarios/multitenant/load/plan.ts';
import { apiPlan, outagePlan } from '../../../scenarios/shared/faults/load/plan.ts';
import { soakPlan } from '../../../scenarios/soak/load/plan.ts';
import { stressPlan } from '../../../scenarios/stress/load/plan.ts';

/** Time for everything around the load: starting the target, setting up, what is in flight at the end, the report. */
const AROUND_SECONDS = 10;

/** The probes of security are no load over time: as long as they took, watching a token that lives on included. */
const SECURITY_SECONDS = { smoke: 30, short: 150, full: 150 } as const;

/** The plan of the load; null for security, whose probes are made before it. */
export function planOf(scenario: ScenarioName, settings: Settings): Plan | null {
  switch (scenario) {
    case 'baseline':
    case 'normal':
    case 'high':
    case 'burst':
      return loadPlan(scenario, settings);
    case 'stress':
      return stressPlan(settings, null);
    case 'soak':
      return soakPlan(settings);
    case 'multitenant':
      return tenantPlan(settings, settings.tenants.length || settings.tenantCount).plan;
    case 'db-outage':
      return outagePlan(settings);
    case 'api-latency':
      return apiPlan(settings);
    case 'duplicate-webhooks':
      return webhookPlan(settings.profile);
    case 'security':
      return null;
    default:
      return scenario satisfies never;
  }
}

export interface ExpectedTime {
  readonly seconds: number;
  /** It ends before that where it finds what it looks for. */
  readonly atMost: boolean;
}

/** About how long a run of a scenario takes from the first line to the report. */
export function expectedTime(scenario: ScenarioName, settings: Settings): ExpectedTime {
  const plan = planOf(scenario, settings);
  const seconds = (plan?.seconds ?? SECURITY_SECONDS[settings.profile]) + AROUND_SECONDS;
  return {
    seconds: seconds < 120 ? Math.ceil(seconds / 5) * 5 : Math.ceil(seconds / 30) * 30,
    atMost: scenario === 'stress',
  };
}
