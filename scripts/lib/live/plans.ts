/** How long a scenario will take, known before it starts: the plans that its bundle will follow. */
import type { Plan } from '../../../lib/load/plan.ts';
import { SCENARIOS, type ScenarioName } from '../../../scenarios/index.ts';
import type { AllSettings } from '../../../scenarios/settings.ts';

/** Time for everything around the load: starting the target, setting up, what is in flight at the end, the report. */
const AROUND_SECONDS = 10;

/** Probes are no load over time: as long as they took, watching a token that lives on included. */
const PROBES_SECONDS = { smoke: 30, short: 150, full: 150 } as const;

/** The plan of the load; null for probes, which are made before it. */
export function planOf(scenario: ScenarioName, settings: AllSettings): Plan | null {
  return SCENARIOS[scenario].spec.plan(settings);
}

export interface ExpectedTime {
  readonly seconds: number;
  /** It ends before that where it finds what it looks for. */
  readonly atMost: boolean;
}

/** About how long a run of a scenario takes from the first line to the report. */
export function expectedTime(scenario: ScenarioName, settings: AllSettings): ExpectedTime {
  const plan = planOf(scenario, settings);
  const seconds = (plan?.seconds ?? PROBES_SECONDS[settings.profile]) + AROUND_SECONDS;
  return {
    seconds: seconds < 120 ? Math.ceil(seconds / 5) * 5 : Math.ceil(seconds / 30) * 30,
    atMost: SCENARIOS[scenario].spec.endsEarly === true,
  };
}
