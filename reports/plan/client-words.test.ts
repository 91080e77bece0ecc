import { describe, expect, test } from 'vitest';
import { readClient } from './client-words.ts';

function clientOf(text: string) {
  const outcome = readClient(text);
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.client;
}
const problemsOf = (text: string) => {
  const outcome = readClient(text);
  return outcome.ok ? [] : outcome.problems;
};
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('a client in words', () => {
  test('has its mean over the day and its peak in one hour', () => {
    const { jobsPerHour, service } = clientOf('300 jobs/h, 4 s each, peak 6x');
    expect(sum(jobsPerHour)).toBeCloseTo(7200, 9);
    expect(Math.max(...jobsPerHour)).toBe(1800);
    expect(jobsPerHour.filter((jobs) => jobs === 1800)).toHaveLength(1);
    expect(service).toMatchObject({ mean: 4, scv: 1, shape: 'exponential' });
  });

  test.each([
    ['300 trabajos/h, 4 s cada uno, pico 6x', 7200, 4, 1],
    ['0,5 trabajos/s; 250 ms cada uno; fijo', 43_200, 0.25, 0],
    ['1000 jobs per day, 1.5 min each', 1000, 90, 1],
    ['2 jobs/min, 1 s each, fixed', 2880, 1, 0],
  ])('%s', (text, aDay, mean, scv) => {
    const { jobsPerHour, service } = clientOf(text);
    expect(sum(jobsPerHour)).toBeCloseTo(aDay, 6);
    expect(service.mean).toBeCloseTo(mean, 9);
    expect(service.scv).toBe(scv);
  });

  test('varies as its p95 says', () => {
    const { service } = clientOf('10 jobs/h, 4 s each, p95 12 s');
    expect(service.mean).toBeCloseTo(4, 9);
    expect(service.scv).toBeGreaterThan(0.9);
    expect(service.shape).toBe('lognormal');
  });

  test('is told all its mistakes at once', () => {
    expect(problemsOf('300 jobs/fortnight, peak 30x')).toEqual([
      '--client "300 jobs/fortnight" has an unknown unit, must be jobs/s, /min, /h or /day',
      '--client says no rate, such as "300 jobs/h"',
      '--client says no time a job, such as "4 s each"',
      '--client has a peak of 30x, must be 1x (every hour alike) to 24x (all in one hour)',
    ]);
    expect(problemsOf('300 jobs/h, 4 s each, p95 1 s')).toEqual([
      '--client has a p95 of 1 s with a mean of 4 s, must be 1 to 3.87 times the mean',
    ]);
    expect(problemsOf('1.000 trabajos/h,4 s cada uno')).toEqual([
      '--client "1.000 trabajos/h" may mean 1000 or 1: write one of these',
      '--client says no rate, such as "300 jobs/h"',
    ]);
    expect(problemsOf('300 jobs/h,0.125 s each')).toEqual([]);
    expect(problemsOf('0 jobs/h, 0 s each, quick')).toHaveLength(3);
  });
});
