import { describe, expect, it } from 'vitest';
import { simulateSeries } from './simulation.ts';
import { keepsTarget, measureRates, TARGETS } from './soak-rates.ts';
import { soakTrend } from './soak-trend.ts';

const minutes = (count: number, value: (minute: number) => number) =>
  Array.from({ length: count }, (_, i) => ({ t: i * 60, value: value(i) }));
const MEMORY = { kind: 'resource', summary: 'floor', budgetPerHour: 5 } as const;
const LATENCY = { kind: 'performance', budgetPerHour: 5 } as const;

describe('rates of the soak verdict (the full measurement is in README.md)', () => {
  it.each(TARGETS.map((target) => [`${target.series} judged as ${target.kind}`, target] as const))(
    '%s',
    (_, target) => {
      const rates = measureRates(target, 1000, 1);
      expect(keepsTarget(target, rates), `${rates.alarms * 100} % alarms`).toBe(true);
    },
  );
});

describe('soak verdict', () => {
  it('calls a leak, with its outlook', () => {
    const trend = soakTrend(
      minutes(133, (i) => 200 + i),
      MEMORY,
    );
    expect(trend).toMatchObject({ ok: true, value: { verdict: 'leak', plateau: false } });
    if (!trend.ok) return;
    expect(trend.value.slopePerHour).toBeCloseTo(60, 6);
    expect(trend.value.outlook24h.change).toBeCloseTo(24 * 60, 3);
    expect(trend.value.blocks).toHaveLength(12);
  });

  it('leaves a filling cache alone', () => {
    const trend = soakTrend(
      minutes(133, (i) => 200 + 100 * (1 - Math.exp(-i / 20))),
      MEMORY,
    );
    expect(trend).toMatchObject({ ok: true, value: { plateau: true } });
    expect(trend.ok && ['stable', 'inconclusive'].includes(trend.value.verdict)).toBe(true);
  });

  it('calls a rise that levels off stable, also where its overall slope lies astride the budget', () => {
    const filling = minutes(133, (i) => 200 + 40 * (1 - Math.exp(-i / 25)) + Math.sin(i * 7.3));
    for (const budgetPerHour of [7, 9]) {
      const trend = soakTrend(filling, { ...MEMORY, budgetPerHour });
      expect(trend).toMatchObject({ ok: true, value: { verdict: 'stable', plateau: true } });
      expect(trend.ok && trend.value.high).toBeGreaterThan(budgetPerHour);
    }
    const straight = minutes(133, (i) => 200 + i / 7 + Math.sin(i * 7.3));
    expect(soakTrend(straight, { ...MEMORY, budgetPerHour: 8.5 })).toMatchObject({
      value: { verdict: 'inconclusive', plateau: false },
    });
  });

  it('calls lasting slowness degrading although it levelled off', () => {
    const trend = soakTrend(
      minutes(133, (i) => 200 + 100 * (1 - Math.exp(-i / 40))),
      LATENCY,
    );
    expect(trend).toMatchObject({ ok: true, value: { verdict: 'degrading' } });
  });

  it('sees a falling throughput when down is worse, and not when up is', () => {
    const series = minutes(133, (i) => 200 - i);
    expect(soakTrend(series, { ...LATENCY, worse: 'down' })).toMatchObject({
      value: { verdict: 'degrading' },
    });
    expect(soakTrend(series, LATENCY)).toMatchObject({ value: { verdict: 'stable' } });
  });

  it('is stable on constant values and on growth within the budget', () => {
    expect(
      soakTrend(
        minutes(133, () => 7),
        MEMORY,
      ),
    ).toMatchObject({
      value: { verdict: 'stable', slopePerHour: 0, minimumDetectablePerHour: 0, p: 1 },
    });
    expect(
      soakTrend(
        minutes(133, (i) => 200 + i / 60),
        MEMORY,
      ),
    ).toMatchObject({ value: { verdict: 'stable' } });
  });

  it('never says "no leak" when the run could not have seen the budget', () => {
    const short = simulateSeries('trendless', { seed: 3, points: 40, secondsPerPoint: 5 });
    const trend = soakTrend(short, MEMORY);
    expect(trend).toMatchObject({ ok: true, value: { verdict: 'inconclusive' } });
    expect(trend.ok && trend.value.minimumDetectablePerHour).toBeGreaterThan(5);
  });

  it('detects four in five slopes of the size it names', () => {
    let named = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const trend = soakTrend(simulateSeries('trendless', { seed }), { ...LATENCY, budgetPerHour: 0 });
      // Two hours without the last minute.
      if (trend.ok) named += (trend.value.minimumDetectablePerHour * (119 / 60)) / 200;
    }
    const rates = measureRates({ series: 'drift', kind: 'performance', options: { size: named } }, 500, 1000);
    expect(rates.alarms).toBeGreaterThan(0.7);
    expect(rates.alarms).toBeLessThan(0.9);
  });

  it('leaves out what was not measured, and says when too little is left', () => {
    const holes = minutes(133, (i) => (i % 10 === 0 ? Number.NaN : 200 + i));
    expect(soakTrend(holes, MEMORY)).toMatchObject({ value: { verdict: 'leak', missing: 14 } });
    expect(
      soakTrend(
        minutes(20, (i) => i),
        MEMORY,
      ),
    ).toMatchObject({ ok: false, code: 'too-few' });
    expect(soakTrend([], MEMORY)).toMatchObject({ ok: false, code: 'empty' });
    expect(soakTrend(holes, { ...MEMORY, budgetPerHour: -1 })).toMatchObject({
      ok: false,
      code: 'out-of-range',
    });
  });
});
