import { describe, expect, it } from 'vitest';
import { GROUPS, SCENARIO_NAMES } from '../../scenarios/index.ts';
import { parseCommandLine } from './command-line.ts';
import { ALL_SETTINGS, flagOf } from './runner-settings.ts';

describe('parseCommandLine', () => {
  it('takes scenarios and groups in order, each once', () => {
    expect(parseCommandLine(['burst', 'load']).scenarios).toEqual(['burst', 'baseline', 'normal', 'high']);
    expect(parseCommandLine(['all']).scenarios).toEqual(SCENARIO_NAMES);
    expect(parseCommandLine(['resilience']).scenarios).toEqual(GROUPS.resilience);
  });

  it('has a flag for every setting that is no secret', () => {
    for (const setting of ALL_SETTINGS) {
      const parsed = parseCommandLine(['baseline', `--${flagOf(setting)}`, 'value']);
      if (setting.secret === true) {
        expect(parsed.overrides).toEqual({});
        expect(parsed.problems.join()).toContain(`set ${setting.env} in the environment`);
        expect(parsed.problems.join()).not.toContain('value');
      } else {
        expect(parsed).toMatchObject({ overrides: { [setting.env]: 'value' }, problems: [] });
      }
    }
  });

  it('reads --flag value, --flag=value and the short names', () => {
    const parsed = parseCommandLine(['baseline', '--users', '10', '--slo-p95-ms=900', '--lang', 'es']);
    expect(parsed.overrides).toEqual({ USERS: '10', SLO_P95_MS: '900', REPORT_LANG: 'es' });
  });

  it('takes a flag that is on or off without a value', () => {
    for (const args of [
      ['--strict', 'soak'],
      ['soak', '--strict'],
      ['soak', '--strict', '--users', '3'],
    ]) {
      expect(parseCommandLine(args)).toMatchObject({
        scenarios: ['soak'],
        overrides: { STRICT: '1' },
        problems: [],
      });
    }
    expect(parseCommandLine(['soak', '--strict', '0']).overrides).toEqual({ STRICT: '0' });
    expect(parseCommandLine(['soak', '--strict=no']).overrides).toEqual({ STRICT: 'no' });
  });

  it('passes planted defects and their parameters on', () => {
    const parsed = parseCommandLine(['normal', '--defect', 'slow-p95', '--defect-param', 'slow-ms=3000']);
    expect(parsed).toMatchObject({ defects: ['slow-p95'], defectParams: ['slow-ms=3000'], problems: [] });
  });

  it('names every mistake, with what was probably meant', () => {
    const { problems, scenarios } = parseCommandLine([
      'basline',
      '--usres',
      '10',
      '--seed',
      '--defect',
      'nonsense',
      '--defect-param',
      'x',
    ]);
    expect(scenarios).toEqual([]);
    expect(problems).toEqual([
      expect.stringMatching(/unknown scenario "basline", did you mean baseline\?; must be one of baseline, /),
      expect.stringMatching(/unknown flag --usres, did you mean --users\?/),
      '--seed needs a value',
      expect.stringMatching(/--defect is "nonsense", must be one of .*slow-p95/),
      expect.stringMatching(/--defect-param is "x", must be NAME=NUMBER/),
    ]);
  });
});
