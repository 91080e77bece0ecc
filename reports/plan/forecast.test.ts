import { describe, expect, test } from 'vitest';
import { type Demand, fluidDay, peakedDay } from './demand.ts';
import { exactly, forecastPeak, type PlanSystem } from './forecast.ts';
import { exponentialTime, fixedTime, type ServiceTime } from './service-time.ts';

const demand = (jobsPerHour: readonly number[], service: ServiceTime): Demand => [
  { name: 'jobs', runnable: null, jobsPerHour, service, tag: '', priority: 0 },
];
const flat = (jobs: number) => peakedDay(jobs, 1);
const system = (workers: number, more: Partial<PlanSystem> = {}): PlanSystem => ({
  workers,
  overhead: exactly(0),
  pollSeconds: 0,
  ...more,
});

describe('the worst hour', () => {
  test('is the busiest where nothing is left over', () => {
    const peak = forecastPeak(demand(peakedDay(300, 6, 15), exponentialTime(4)), system(4), 1);
    expect(peak).toMatchObject({ hour: 15, jobsPerSecond: 0.5, method: 'simulated', replications: 19 });
    expect(peak.occupancy.value).toBeCloseTo(0.5, 9);
    expect(peak.check).toMatchObject({ method: 'erlang-c', agrees: true });
    const { low, value, high } = peak.p95Wait;
    expect(low).toBeLessThan(value);
    expect(value).toBeLessThan(high);
    expect(value / (peak.check?.p95Wait ?? 0)).toBeCloseTo(1, 0);
  });

  test('is the one after which most is left, where one hour leaves work to the next', () => {
    const hours = flat(600).map((jobs, hour) => (hour === 9 ? 5000 : hour === 10 ? 3700 : jobs));
    // 3,600 jobs of a second fill the one worker for an hour.
    const day = fluidDay(demand(hours, fixedTime(1)), 1);
    expect(day.worstHour).toBe(10);
    expect(day.backlog[9]).toBeCloseTo(1400, 6);
    expect(day.backlog[10]).toBeCloseTo(1500, 6);
    expect(day.backlog[11]).toBe(0);
    const peak = forecastPeak(demand(hours, fixedTime(1)), system(1), 1);
    expect(peak.backlogJobs).toBeCloseTo(1500, 6);
    expect(peak.p95Wait.value / 1500).toBeCloseTo(1, 0);
    expect(peak.check).toBeNull();
  });

  test('carries what midnight leaves over into the next day', () => {
    const hours = flat(100).map((jobs, hour) => (hour >= 22 ? 6000 : jobs));
    const { worstHour, backlog, neverClears } = fluidDay(demand(hours, fixedTime(1)), 1);
    expect(neverClears).toBe(false);
    expect(worstHour).toBe(23);
    expect(backlog[0]).toBeGreaterThan(0);
  });

  test('has no end where a day brings more than it can take', () => {
    const peak = forecastPeak(demand(flat(3700), fixedTime(1)), system(1), 1);
    expect(peak).toMatchObject({ neverClears: true, method: 'fluid' });
    expect(peak.p95Wait.low).toBe(Number.POSITIVE_INFINITY);
  });

  test('may have an end or none, where it depends on an overhead that is known as an interval', () => {
    const overhead = { value: 0.05, low: 0, high: 0.2 };
    const peak = forecastPeak(demand(flat(3200), exponentialTime(1)), system(1, { overhead }), 1);
    expect(peak.p95Wait.value).toBeLessThan(200);
    expect(peak.p95Wait.high).toBe(Number.POSITIVE_INFINITY);
  });

  test('is that of the amounts alone where very many jobs wait', () => {
    const hours = flat(10_000).map((jobs, hour) => (hour === 8 ? 500_000 : jobs));
    const peak = forecastPeak(demand(hours, fixedTime(0.1)), system(10), 1);
    // 14,000 s of work are left over for ten workers.
    expect(peak.method).toBe('fluid');
    expect(peak.p95Wait.value).toBeCloseTo(0.95 * 1400, 6);
  });

  test('waits for the next look of an idle worker, and no longer', () => {
    const idle = forecastPeak(demand(flat(60), fixedTime(0.1)), system(1, { pollSeconds: 1 }), 1);
    expect(idle.p95Wait.value).toBeGreaterThan(0.8);
    expect(idle.p95Wait.value).toBeLessThan(1.1);
  });

  test('is the same for the same seed', () => {
    const one = () => forecastPeak(demand(flat(3000), exponentialTime(1)), system(1), 7);
    expect(one()).toEqual(one());
  });
});
