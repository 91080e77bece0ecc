import { describe, expect, test } from 'vitest';
import { readPlanArguments } from './arguments.ts';

describe('the command line of a plan', () => {
  test('is read with values after a blank or an equals sign', () => {
    const words = [
      'day.yaml',
      '--client=1 jobs/h, 1 s each',
      '--workers',
      '4',
      '--results',
      'a',
      '--results=b',
    ];
    expect(readPlanArguments([...words, '--max-wait', '90s', '--json', '--lang', 'es'], {})).toEqual({
      language: 'es',
      workload: 'day.yaml',
      client: '1 jobs/h, 1 s each',
      results: ['a', 'b'],
      workers: 4,
      overhead: null,
      maxWait: 90,
      upTo: null,
      seed: 1,
      out: null,
      json: true,
    });
    expect(readPlanArguments(['--help', '--foo'], {})).toBeNull();
  });

  test('is told all its mistakes at once, in the language asked for', () => {
    const words = ['a.yaml', 'b.yaml', '--foo', '--seed', '--workers', '0', '--overhead=fast'];
    const mistakes = (environment: Record<string, string>) => {
      try {
        readPlanArguments(words, environment);
        return [];
      } catch (error) {
        return String((error as Error).message).split('\n');
      }
    };
    expect(mistakes({})).toEqual([
      'unknown flag --foo (--help lists them)',
      '--seed needs a value',
      'one workload file at a time: 2 were given',
      '--workers is "0", must be a whole number from 1 to 2000',
      '--overhead is "fast", must be a duration such as 90s, 5m or 1h30m, from 0s to 3600s',
    ]);
    expect(mistakes({ REPORT_LANG: 'es' })).toContain('--seed necesita un valor');
    expect(mistakes({ REPORT_LANG: 'fr' })).toHaveLength(6);
  });
});
