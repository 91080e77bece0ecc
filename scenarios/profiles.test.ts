import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostUsers } from '../lib/load/load-text.ts';
import { thinkTimeOf } from '../lib/load/plan.ts';
import { PROFILES, type Profile } from '../lib/profiles.ts';
import type { Range } from '../lib/settings/parsers.ts';
import { ARMS, roundsOf } from './duplicate-webhooks/load/arms.ts';
import { SCENARIO_NAMES, type ScenarioName } from './index.ts';
import { tenantPlan } from './multitenant/load/plan.ts';
import type { AllSettings } from './settings.ts';
import { parseSettings } from './settings.ts';
import { apiLoadOf, outageLoadOf, type SteadyLoad } from './shared/faults/load/plan.ts';
import { soakPlan, soakThinkTime } from './soak/load/plan.ts';
import { ladderOf } from './stress/load/plan.ts';
import { type LoadScenario, loadPlan } from './testing/load-plan.ts';

/** What a run asks of a target that answers at once: journeys a second, or their number where they are counted. */
type Offered = readonly number[];

const usersThinking = (users: number, { min, max }: Range): number =>
  // Nobody's journey takes less than a tenth of a second; where users do not pause, their number is what counts.
  users / ((min + max) / 2 + 0.1);
const paced = ({ users, paceSeconds }: SteadyLoad): number => users / paceSeconds;
const ofLoadFamily =
  (scenario: LoadScenario) =>
  (settings: AllSettings): Offered => [
    usersThinking(mostUsers(loadPlan(scenario, settings)), thinkTimeOf(settings)),
  ];

/** The load of each scenario, part by part; a new scenario does not compile without its line. */
const OFFERED: Readonly<Record<ScenarioName, (settings: AllSettings) => Offered>> = {
  baseline: ofLoadFamily('baseline'),
  normal: ofLoadFamily('normal'),
  high: ofLoadFamily('high'),
  burst: ofLoadFamily('burst'),
  stress: (settings) => [ladderOf(settings).users.at(-1) ?? 0],
  soak: (settings) => [usersThinking(mostUsers(soakPlan(settings)), soakThinkTime(settings))],
  multitenant: (settings) => {
    const plan = tenantPlan(settings, settings.tenantCount);
    return [
      plan.isolationUsers / plan.isolationPace,
      plan.steadyUsers / plan.steadyPace,
      plan.floodUsers,
      plan.scalingUsers / plan.scalingPace,
    ];
  },
  'db-outage': (settings) => [paced(outageLoadOf(settings))],
  'api-latency': (settings) => {
    const { callers, bystanders } = apiLoadOf(settings);
    // In all: a smoke run has more of those that call the third party, and less of the others.
    return [paced(callers) + paced(bystanders)];
  },
  'duplicate-webhooks': ({ profile }) => ARMS.map((arm) => roundsOf(arm, profile)),
  // The same probes once, in every profile.
  security: () => [1],
};

function settingsOf(environment: Record<string, string>): AllSettings {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.settings;
}

/** Settings that change a load; one in two is left unset. */
const environments = fc.record(
  {
    USERS: fc.integer({ min: 1, max: 500 }).map(String),
    SOAK_USERS: fc.integer({ min: 1, max: 500 }).map(String),
    USERS_STEP: fc.integer({ min: 1, max: 100 }).map(String),
    TENANTS: fc.integer({ min: 2, max: 20 }).map(String),
    NEIGHBOUR_USERS: fc.integer({ min: 1, max: 100 }).map(String),
    THINK_TIME: fc.constantFrom('0', '0.5', '2', '1-3'),
  },
  { requiredKeys: [] },
);

describe('a profile', () => {
  test.each(SCENARIO_NAMES)('of %s is never a heavier load than a longer one', (scenario) => {
    fc.assert(
      fc.property(environments, (environment) => {
        const offered = (profile: Profile) =>
          OFFERED[scenario](settingsOf({ ...environment, PROFILE: profile }));
        for (const [index, profile] of PROFILES.slice(1).entries()) {
          const shorter = offered(PROFILES[index] ?? 'smoke');
          const longer = offered(profile);
          expect(longer).toHaveLength(shorter.length);
          for (const [part, load] of shorter.entries()) {
            expect(load).toBeLessThanOrEqual((longer[part] ?? 0) * (1 + 1e-9));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('has users who think for as long as those of every other', () => {
    const ranges = PROFILES.map((profile) => thinkTimeOf(settingsOf({ PROFILE: profile })));
    expect(ranges).toEqual(PROFILES.map(() => ({ min: 1, max: 3 })));
  });
});
