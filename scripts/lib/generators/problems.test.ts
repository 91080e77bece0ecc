import { describe, expect, it } from 'vitest';
import { settingsFixture } from '../../../reports/testing/summary-fixture.ts';
import { parseRunnerSettings } from '../runner-settings.ts';
import { type GeneratorChoice, generatorProblems } from './problems.ts';

const NOW = Date.parse('2026-01-31T09:00:00Z');
const REAL = { WM_BASE_URL: 'http://127.0.0.1:8000', WM_TOKEN: 'token', WM_WORKSPACE: 'w' };

function problems(
  scenarios: GeneratorChoice['scenarios'],
  environment: Readonly<Record<string, string>>,
): string[] {
  const { settings: runner, problems: mistakes } = parseRunnerSettings(environment);
  expect(mistakes).toEqual([]);
  return generatorProblems({ scenarios, settings: settingsFixture(environment), runner, now: NOW });
}

describe('several generators', () => {
  it('are no problem for a load that can be shared, on one machine or on several', () => {
    expect(problems(['normal', 'stress', 'soak'], { GENERATORS: '3' })).toEqual([]);
    expect(problems(['high'], { ...REAL, SEGMENT: '2/4', START_AT: '2026-01-31T09:05:00Z' })).toEqual([]);
    expect(problems(['db-outage', 'security'], {})).toEqual([]);
  });

  it('are refused for a scenario that takes one, with the reason', () => {
    for (const scenario of ['baseline', 'multitenant', 'db-outage', 'api-latency', 'security'] as const) {
      expect(problems([scenario], { GENERATORS: '2' })).toEqual([
        expect.stringMatching(`^GENERATORS: ${scenario} takes one generator, since `),
      ]);
    }
    expect(problems(['stress'], { GENERATORS: '2', STRESS_MODE: 'search' })[0]).toMatch(/must be ramp/);
    expect(problems(['high'], { GENERATORS: '8', USERS: '5' })[0]).toMatch(/must be at most the users.*: 5/);
  });

  it('on several machines need a moment that all of them can keep', () => {
    const at = (START_AT: string) => problems(['high'], { ...REAL, SEGMENT: '1/2', START_AT });
    expect(at('2026-01-31T09:00:02Z')[0]).toMatch(/^START_AT is .*must be 5 s to 6 h from now/);
    expect(at('2026-02-01T09:00:00Z')).toHaveLength(1);
    expect(problems(['high'], { ...REAL, SEGMENT: '1/2' })[0]).toMatch(
      /START_AT is not set.*such as 2026-01-31T09:02:00Z/,
    );
    expect(problems(['high'], { START_AT: '2026-01-31T09:05:00Z' })[0]).toMatch(
      /^START_AT is set, but SEGMENT/,
    );
  });

  it('say all mistakes at once', () => {
    const found = problems(['high', 'security'], { SEGMENT: '1/2', GENERATORS: '2', REPEAT: '2' });
    expect(found).toHaveLength(5);
    expect(found.join('\n')).toMatch(/both set[\s\S]*WM_BASE_URL is not set[\s\S]*one run of one scenario/);
  });

  it('read a share and a moment strictly', () => {
    const wrong = { SEGMENT: '5/4', START_AT: 'tomorrow', GENERATORS: '65' };
    expect(parseRunnerSettings(wrong).problems).toHaveLength(3);
  });
});
