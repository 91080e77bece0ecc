import { describe, expect, it } from 'vitest';
import { worstExitCode } from './exit-codes.ts';

describe('worstExitCode', () => {
  it('is a pass only when all passed', () => {
    expect(worstExitCode([0, 0])).toBe(0);
    expect(worstExitCode([0, 4])).toBe(4);
    expect(worstExitCode([4, 1, 0])).toBe(1);
    expect(worstExitCode([1, 3, 4])).toBe(3);
    expect(worstExitCode([])).toBe(3);
  });
});
