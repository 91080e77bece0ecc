import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../lib/i18n/types.ts';
import { PROFILES } from '../lib/profiles.ts';
import { reportMessages } from '../reports/i18n/index.ts';
import { SCENARIO_NAMES, SCENARIOS } from './index.ts';
import { parseSettings } from './settings.ts';

const planned = new Set(
  SCENARIO_NAMES.flatMap((name) =>
    PROFILES.flatMap((profile) => {
      const parsed = parseSettings({ PROFILE: profile });
      if (!parsed.ok) throw new Error(parsed.problems.join());
      return (SCENARIOS[name].spec.plan(parsed.settings)?.phases ?? []).map((phase) => phase.name);
    }),
  ),
);
// Steps of a staircase are called by their users.
const phases = [...planned].filter((name) => !/^step_\d+$/.test(name));

describe.each(LANGUAGES)('phases, %s', (language) => {
  const { phaseNames, faultNames } = reportMessages(language).tables;

  it('have a name, each that a scenario plans', () => {
    expect(phases.length).toBeGreaterThan(5);
    expect(Object.keys({ ...phaseNames, ...faultNames })).toEqual(expect.arrayContaining(phases));
  });

  it('are planned, each that has a name', () => {
    expect(phases).toEqual(expect.arrayContaining(Object.keys(phaseNames)));
  });
});
