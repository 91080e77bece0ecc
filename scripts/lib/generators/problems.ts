/** What speaks against carrying a load with several generators, before anything is started. Pure. */
import { segmentText } from '../../../lib/generators/segment.ts';
import type { ScenarioSpec } from '../../../lib/scenario.ts';
import { SCENARIOS, type ScenarioName } from '../../../scenarios/index.ts';
import type { AllSettings } from '../../../scenarios/settings.ts';
import type { RunnerSettings } from '../runner-settings.ts';
import { isStressSearch } from '../stress-search-mode.ts';

export interface GeneratorChoice {
  readonly scenarios: readonly ScenarioName[];
  readonly settings: AllSettings;
  readonly runner: Pick<RunnerSettings, 'generators' | 'segment' | 'startAt' | 'repeat'>;
  /** Unix ms. */
  readonly now: number;
}

/** Set-up and the users of k6 are made before the load begins; a moment that is nearer would be missed. */
const LEAD_SECONDS = 5;
/** k6 waits in its set-up: a whole day is a mistake in the date. */
const LONGEST_WAIT_SECONDS = 6 * 3600;

const specOf = (scenario: ScenarioName): ScenarioSpec => SCENARIOS[scenario].spec;

function splitProblems(name: string, { scenarios, settings }: GeneratorChoice): string[] {
  return [
    ...scenarios.flatMap((scenario) => {
      const { oneGenerator: reason } = specOf(scenario);
      return reason === undefined ? [] : [`${name}: ${scenario} takes one generator, since ${reason}`];
    }),
    ...(scenarios.some((scenario) => isStressSearch(scenario, settings))
      ? [`${name}: STRESS_MODE is "search", whose short runs are made on one generator; must be ramp`]
      : []),
  ];
}

function segmentProblems(segment: NonNullable<RunnerSettings['segment']>, choice: GeneratorChoice): string[] {
  const { settings, runner, scenarios, now } = choice;
  const name = `SEGMENT is "${segmentText(segment)}"`;
  const { startAt } = runner;
  const ahead = startAt === null ? null : (startAt - now) / 1000;
  return [
    ...(runner.generators > 1
      ? [
          'SEGMENT and GENERATORS are both set: SEGMENT is for one machine of several, GENERATORS for one alone',
        ]
      : []),
    ...(settings.baseUrl === null
      ? [`${name}, but WM_BASE_URL is not set: each machine would load an embedded target of its own`]
      : []),
    ...(scenarios.length > 1 || runner.repeat > 1
      ? [`${name}: one run of one scenario at a time, since all machines have to begin each together`]
      : []),
    ...(ahead === null
      ? [
          `${name}, but START_AT is not set: all machines need the moment at which the load begins, such as ${example(now)}`,
        ]
      : ahead < LEAD_SECONDS || ahead > LONGEST_WAIT_SECONDS
        ? [
            `START_AT is ${new Date(startAt ?? now).toISOString()}, must be ${LEAD_SECONDS} s to ` +
              `${LONGEST_WAIT_SECONDS / 3600} h from now, such as ${example(now)}`,
          ]
        : []),
  ];
}

const example = (now: number): string =>
  `${new Date(Math.ceil((now + 120_000) / 60_000) * 60_000).toISOString().slice(0, 19)}Z`;

/** Every reason, a sentence each; none where one generator carries all, or several can. */
export function generatorProblems(choice: GeneratorChoice): string[] {
  const { generators, segment, startAt } = choice.runner;
  if (segment !== null) {
    return [...segmentProblems(segment, choice), ...splitProblems('SEGMENT', choice)];
  }
  if (startAt !== null)
    return ['START_AT is set, but SEGMENT is not: it is the moment at which several machines begin'];
  if (generators <= 1) return [];
  const { users } = choice.settings;
  return [
    ...splitProblems('GENERATORS', choice),
    ...(users !== null && users < generators
      ? [`GENERATORS is ${generators}, must be at most the users that they share: ${users}`]
      : []),
  ];
}
