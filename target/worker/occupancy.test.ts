import { describe, expect, it } from 'vitest';
import { Occupancy } from './occupancy.ts';

describe('Occupancy', () => {
  it('is the busy share of the window', () => {
    const occupancy = new Occupancy(0);
    occupancy.begin(0);
    occupancy.end(5_000);
    expect(occupancy.rate(10_000, 15)).toBeCloseTo(0.5, 2);
    expect(occupancy.lifetimeRate(10_000)).toBeCloseTo(0.5, 2);
  });

  it('forgets what lies before the window', () => {
    const occupancy = new Occupancy(0);
    occupancy.begin(0);
    occupancy.end(5_000);
    expect(occupancy.rate(60_000, 15)).toBe(0);
    expect(occupancy.rate(60_000, 300)).toBeCloseTo(5 / 60, 2);
  });

  it('counts a job that is still running', () => {
    const occupancy = new Occupancy(0);
    occupancy.begin(1_500);
    expect(occupancy.rate(3_000, 15)).toBeCloseTo(0.5, 2);
  });
});
