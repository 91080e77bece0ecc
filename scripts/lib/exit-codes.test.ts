import { describe, expect, it } from 'vitest';
import { exitCodeOf, worstExitCode } from './exit-codes.ts';

describe('exitCodeOf', () => {
  it('puts validity before the verdict', () => {
    for (const verdict of ['pass', 'fail', 'inconclusive'] as const) {
      expect(exitCodeOf({ validity: { verdict: 'discarded' }, verdict })).toBe(4);
      expect(exitCodeOf({ validity: { verdict: 'unknown' }, verdict })).toBe(4);
    }
  });

  it('follows the verdict of a valid run', () => {
    const validity = { verdict: 'valid' } as const;
    expect(exitCodeOf({ validity, verdict: 'pass' })).toBe(0);
    expect(exitCodeOf({ validity, verdict: 'fail' })).toBe(1);
    expect(exitCodeOf({ validity, verdict: 'inconclusive' })).toBe(4);
  });
});

describe('worstExitCode', () => {
  it('is a pass only when all passed', () => {
    expect(worstExitCode([0, 0])).toBe(0);
    expect(worstExitCode([0, 4])).toBe(4);
    expect(worstExitCode([4, 1, 0])).toBe(1);
    expect(worstExitCode([1, 3, 4])).toBe(3);
    expect(worstExitCode([])).toBe(3);
  });
});
