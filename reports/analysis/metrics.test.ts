import { describe, expect, it } from 'vitest';
import { counter, rate, trend } from '../testing/summary-fixture.ts';
import { metricReader } from './metrics.ts';

const metrics = metricReader({
  job_duration: trend(400, 500),
  'job_duration{phase:none}': trend(0, 0),
  'http_reqs{b:2,a:1}': counter(12),
  journey_errors: rate(3, 60),
  'journey_errors{phase:none}': rate(0, 0),
  old_trend: { type: 'trend', contains: 'time', values: { 'p(95)': 5 } },
});

describe('metricReader', () => {
  it('gives null, never the zeros that k6 writes, for a sub-metric without samples', () => {
    expect(metrics.trend('job_duration', { phase: 'none' })).toMatchObject({ p50: null, p95: null, n: 0 });
    expect(metrics.mean('job_duration', { phase: 'none' })).toBeNull();
    expect(metrics.value('job_duration', 'max', { phase: 'none' })).toBeNull();
    expect(metrics.rate('journey_errors', { phase: 'none' })).toEqual({ rate: null, passes: 0, n: 0 });
  });

  it('gives null for what does not exist, and tells it from 0', () => {
    expect(metrics.count('dropped_iterations')).toBeNull();
    expect(metrics.trend('absent').p95).toBeNull();
    expect(metrics.has('absent')).toBe(false);
  });

  it('believes no Trend that does not say how many samples it has', () => {
    expect(metrics.trend('old_trend')).toMatchObject({ p95: null, n: 0 });
  });

  it('finds a sub-metric whatever the order of its tags', () => {
    expect(metrics.count('http_reqs', { a: '1', b: '2' })).toBe(12);
    expect(metrics.count('http_reqs{a:1,b:2}')).toBe(12);
  });

  it('reads figures', () => {
    expect(metrics.trend('job_duration')).toMatchObject({
      p50: 200,
      p95: 400,
      n: 500,
      established: { p95: true, p99: true },
    });
    expect(metrics.rate('journey_errors')).toEqual({ rate: 0.05, passes: 3, n: 60 });
  });
});
