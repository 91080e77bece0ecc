import { describe, expect, it } from 'vitest';
import { judgeSteadyState } from './steadiness.ts';

const limits = { latencyMs: 2000, queue: 8 };
const good = { good: true, ms: 50, queue: 1 };

describe('judgeSteadyState', () => {
  it('is content with jobs that end well and a queue that drains', () => {
    expect(judgeSteadyState([good, good, good], limits)).toBeNull();
    // The first jobs of a cold system may fail; what counts is how it is when the fault comes.
    expect(
      judgeSteadyState([{ ...good, good: false }, good, good, good, good, good, good], limits),
    ).toBeNull();
  });

  it.each([
    [[], 'no job was run'],
    [[good, { ...good, good: false }], '1 of the last 2 jobs'],
    [[good, { ...good, ms: 2500 }], '2500 ms'],
    [
      [
        { ...good, queue: 20 },
        { ...good, queue: 30 },
      ],
      'below 20 jobs',
    ],
  ])('says what is wrong: %j', (probes, words) => {
    expect(judgeSteadyState(probes, limits)).toContain(words);
  });
});
