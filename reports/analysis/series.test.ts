import { describe, expect, it } from 'vitest';
import { dashboardFixture, summaryFixture } from '../testing/summary-fixture.ts';
import { MAX_POINTS, seriesOf, thinSeries } from './series.ts';

describe('seriesOf', () => {
  const summary = summaryFixture();
  const dashboard = dashboardFixture(summary, (second) => ({
    users: 10,
    jobs: second === 3 ? 0 : 5,
    p95: second === 3 ? null : 400,
    errorRate: 0.1,
  }));
  const series = seriesOf(dashboard, summary);

  it('is on the clock of the load, with a mark at each phase', () => {
    expect(series?.t.slice(0, 3)).toEqual([1, 2, 3]);
    expect(series?.t).toHaveLength(195);
    expect(series?.marks).toEqual([
      { t: 0, label: 'ramp', kind: 'phase' },
      { t: 15, label: 'measured', kind: 'phase' },
    ]);
  });

  it('tells nothing done (throughput 0) from nothing to measure (no latency)', () => {
    expect(series?.jobsPerSecond?.slice(2, 5)).toEqual([5, 0, 5]);
    expect(series?.p95?.slice(2, 5)).toEqual([400, null, 400]);
  });

  it('counts the users of the load, not the helpers of the suite', () => {
    expect(series?.users?.[5]).toBe(10);
  });

  it('leaves out what was recorded before the load, and columns without a figure', () => {
    const early = { time: Date.parse(summary.startedAt) - 500, metrics: new Map() };
    const withEarly = { ...dashboard, snapshots: [early, ...dashboard.snapshots] };
    expect(seriesOf(withEarly, summary)).toEqual(series);
    expect(series).not.toHaveProperty('cpuPercent');
  });

  it('is null without a record of the load', () => {
    expect(seriesOf(null, summary)).toBeNull();
    expect(seriesOf({ ...dashboard, snapshots: [] }, summary)).toBeNull();
  });
});

describe('thinSeries', () => {
  it('keeps a peak of latency, averages throughput, and says how much a point covers', () => {
    const t = Array.from({ length: 6000 }, (_, index) => index + 1);
    const series = {
      t,
      jobsPerSecond: t.map((second) => (second % 4 === 0 ? 8 : 4)),
      p95: t.map((second) => (second === 3001 ? 9000 : second <= 8 ? null : 400)),
      marks: [],
    };
    const thin = thinSeries(series);
    expect(thin.t.length).toBeLessThanOrEqual(MAX_POINTS);
    expect(thin.binSeconds).toBe(4);
    expect(thin.jobsPerSecond).toEqual(thin.t.map(() => 5));
    expect(Math.max(...(thin.p95 ?? []).map((value) => value ?? 0))).toBe(9000);
    expect(thin.p95?.slice(0, 3)).toEqual([null, null, 400]);
  });

  it('leaves a short series alone', () => {
    const series = { t: [1, 2], p95: [1, 2], marks: [] };
    expect(thinSeries(series)).toBe(series);
  });
});
