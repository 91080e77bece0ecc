import { describe, expect, test } from 'vitest';
import { pollaczekKhinchine } from '../testing/pollaczek-khinchine.ts';
import { allenCunneen, erlangC } from './queueing.ts';

describe("Erlang's C", () => {
  test('is the occupancy for a single server', () => {
    for (const load of [0.1, 0.5, 0.9]) expect(erlangC(1, load)).toBeCloseTo(load, 12);
  });

  test('agrees with the sum it is defined by', () => {
    const bySum = (m: number, a: number) => {
      let [sum, term] = [0, 1];
      for (let k = 0; k < m; k += 1) {
        sum += term;
        term *= a / (k + 1);
      }
      const tail = (term * m) / (m - a);
      return tail / (sum + tail);
    };
    for (const [m, a] of [
      [2, 1.5],
      [8, 6],
      [30, 27],
    ] as const) {
      expect(erlangC(m, a)).toBeCloseTo(bySum(m, a), 12);
    }
  });

  test('agrees with the printed tables: 10 agents at 8 erlangs', () => {
    expect(erlangC(10, 8)).toBeCloseTo(0.4092, 4);
  });

  test('holds for a thousand servers, and is 1 from a full load on', () => {
    expect(erlangC(1000, 990)).toBeGreaterThan(0.6);
    expect(erlangC(1000, 990)).toBeLessThan(0.7);
    expect(erlangC(4, 4)).toBe(1);
  });
});

describe('the wait by Allen and Cunneen', () => {
  test('is exact for M/M/m, M/D/1 and M/G/1', () => {
    const exact = allenCunneen({ arrivalRate: 1.5, servers: 2, meanService: 1 });
    // M/M/2: ρ²S / (1 − ρ²) with ρ = .75.
    expect(exact.ok && exact.value.meanWait).toBeCloseTo(0.5625 / 0.4375, 10);
    for (const scv of [0, 0.4, 1, 5]) {
      const one = allenCunneen({ arrivalRate: 0.8, servers: 1, meanService: 1, serviceScv: scv });
      expect(one.ok && one.value.meanWait).toBeCloseTo(pollaczekKhinchine(0.8, 1, scv), 10);
    }
  });

  test('has no answer where the queue never settles', () => {
    expect(allenCunneen({ arrivalRate: 2, servers: 2, meanService: 1 })).toMatchObject({
      ok: false,
      code: 'out-of-range',
    });
    expect(pollaczekKhinchine(1, 1, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});
