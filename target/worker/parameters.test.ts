import { describe, expect, it } from 'vitest';
import { parameterNames } from './parameters.ts';

describe('parameterNames', () => {
  it('reads plain, defaulted and destructured parameters', () => {
    const fn = (a: number, b = 'x,(y)', { c }: { c?: number } = {}, d = [1, 2]) => [a, b, c, d];
    expect(parameterNames(fn)).toEqual(['a', 'b', undefined, 'd']);
  });

  it('reads functions and single-parameter arrows', () => {
    expect(
      parameterNames(async function main(nonce: string) {
        return nonce;
      }),
    ).toEqual(['nonce']);
    expect(parameterNames(() => 1)).toEqual([]);
    expect(parameterNames(new Function('return x => x')() as (x: number) => number)).toEqual(['x']);
  });
});
