import { describe, expect, test } from 'vitest';
import { uslBand } from '../../scenarios/stress/view/usl-band.ts';
import { fitUslCoefficients, uslThroughput } from '../stats/usl-model.ts';
import { resultFixture } from '../testing/result-fixtures.ts';
import { allNamed, parseXml } from '../testing/xml.ts';
import { buckets, downsample, largestTriangles, stretches, summarise } from './downsample.ts';
import { chartsOf } from './index.ts';
import { clockTicks, scaleOf } from './scales.ts';

const chart = (scenario: Parameters<typeof resultFixture>[0], id: string) => {
  const found = chartsOf(resultFixture(scenario), 'en').find((each) => each.id === id);
  if (found === undefined) throw new Error(`${scenario} has no chart ${id}`);
  return found;
};

describe('fewer points, the same picture', () => {
  test('a gap stays a gap, and a lone point stays', () => {
    const found = stretches([0, 1, 2, 3, 4, 5], [1, 2, null, 4, null, 6]);
    expect(found.map((stretch) => stretch.map(({ x }) => x))).toEqual([[0, 1], [3], [5]]);
    expect(stretches([0, 1], [Number.NaN, null])).toEqual([]);
  });

  test('ends and a single spike survive', () => {
    const points = Array.from({ length: 3600 }, (_, x) => ({ x, y: x === 1777 ? 900 : 100 + (x % 7) }));
    const kept = largestTriangles(points, 300);
    expect(kept).toHaveLength(300);
    expect([kept[0]?.x, kept.at(-1)?.x]).toEqual([0, 3599]);
    expect(kept.some(({ y }) => y === 900)).toBe(true);
    expect(kept.every((point, index) => index === 0 || point.x > (kept[index - 1]?.x ?? 0))).toBe(true);
  });

  test('a line in many pieces stays small', () => {
    const y = Array.from({ length: 3600 }, (_, index) => (index % 3 === 2 ? null : index));
    const pieces = downsample(
      stretches(
        y.map((_, index) => index),
        y,
      ),
      300,
    );
    expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBeLessThanOrEqual(320);
  });

  test('buckets of a table: mean, worst, and nothing of nothing', () => {
    expect(buckets(130, 60)).toHaveLength(44);
    expect(summarise([1, null, 3], { from: 0, to: 3 }, 'mean')).toBe(2);
    expect(summarise([1, null, 3], { from: 0, to: 3 }, 'max')).toBe(3);
    expect(summarise([null, null], { from: 0, to: 2 }, 'mean')).toBeNull();
  });
});

describe('scales', () => {
  test('ticks of a clock are those a reader expects', () => {
    expect(clockTicks(0, 300, 8)).toEqual([0, 60, 120, 180, 240, 300]);
    expect(clockTicks(0, 3600, 8)).toEqual([0, 600, 1200, 1800, 2400, 3000, 3600]);
  });

  test('logarithmic scales survive zeros, single values and nothing', () => {
    for (const values of [[0, 5, 900], [7], [], [0], [1e-9, 1e9]]) {
      const scale = scaleOf('log', values, [100, 0], 4);
      expect(scale.ticks.length).toBeGreaterThan(0);
      for (const value of [...values, 0]) expect(Number.isFinite(scale.at(value))).toBe(true);
    }
  });
});

describe('band of the scalability model', () => {
  // Published data of the R package usl (specsdm91).
  const levels = [
    [1, 64.9],
    [18, 995.9],
    [36, 1652.4],
    [72, 1853.2],
    [108, 1828.9],
    [144, 1775],
    [216, 1702.2],
  ].map(([users = 0, throughput = 0]) => ({ users, throughput }));

  test('holds its curve, and most of the points it was made from', () => {
    const fit = fitUslCoefficients(levels);
    const band = uslBand(levels, fit, [1, 18, 36, 72, 108, 144, 216]);
    expect(band).toHaveLength(7);
    for (const { x, low, high } of band) {
      expect(low).toBeLessThan(uslThroughput(fit, x));
      expect(high).toBeGreaterThan(uslThroughput(fit, x));
    }
    const inside = levels.filter((level, index) => {
      const at = band[index];
      return at !== undefined && level.throughput >= at.low && level.throughput <= at.high;
    });
    expect(inside.length).toBeGreaterThanOrEqual(4);
  });

  test('is none with too few levels, and narrow for data without noise', () => {
    const exact = [1, 2, 4, 8, 16, 32].map((users) => ({
      users,
      throughput: (10 * users) / (1 + 0.05 * (users - 1)),
    }));
    const fit = fitUslCoefficients(exact);
    expect(uslBand(exact.slice(0, 5), fit, [1, 2])).toEqual([]);
    for (const { low, high } of uslBand(exact, fit, [4, 30])) expect(high - low).toBeLessThan(0.5);
  });
});

describe('each chart has what it is for', () => {
  test('stress: steps, curve and band, the bad ones crossed', () => {
    const { wide, table } = chart('stress', 'capacity');
    const root = parseXml(wide);
    const classes = allNamed(root, 'path').map(({ attributes }) => attributes.class ?? '');
    expect(classes.filter((name) => name.startsWith('band'))).toHaveLength(3);
    expect(classes.filter((name) => name.includes('cross'))).toHaveLength(4);
    expect(table.rows).toHaveLength(10);
  });

  test('a fault is hatched, and its silent seconds are no line', () => {
    const { wide } = chart('db-outage', 'throughput');
    expect(wide).toContain('url(#throughput-wide-hatch)');
    const jobs = allNamed(parseXml(wide), 'path').filter(({ attributes }) =>
      attributes.class?.includes('s1'),
    );
    expect(jobs.length).toBeGreaterThan(2);
  });

  test('series differ without colours: by dash and by name', () => {
    const root = parseXml(chart('normal', 'latency').wide);
    const dashes = allNamed(root, 'path')
      .filter(({ attributes }) => attributes.class?.startsWith('line'))
      .map(({ attributes }) => attributes['stroke-dasharray'] ?? 'solid');
    expect(new Set(dashes).size).toBe(3);
    const names = allNamed(root, 'text').map(({ text }) => text);
    expect(names).toEqual(expect.arrayContaining(['p50', 'p95', 'p99']));
  });

  test('stages of a fault are named in the language of the reader', () => {
    const result = resultFixture('api-latency');
    if (result.details.kind !== 'api-latency' || result.details.series === undefined)
      throw new Error('no series');
    const marks = [
      { t: 140, label: 'error made', kind: 'fault' as const },
      { t: 160, label: 'error cleared', kind: 'fault' as const },
    ];
    const details = { ...result.details, series: { ...result.details.series, marks } };
    const found = chartsOf({ ...result, details }, 'es').find(({ id }) => id === 'throughput');
    expect(found?.wide).toContain('errores: empieza');
    expect(found?.table.note).toContain('2:40 errores: acaba');
  });

  test('no data, no chart', () => {
    expect(chartsOf(resultFixture('security'), 'en')).toEqual([]);
    const soak = resultFixture('soak');
    const empty = { ...soak, details: { kind: 'soak' as const, windows: [], trends: [] } };
    expect(chartsOf(empty, 'en')).toEqual([]);
  });

  test('a recovery that never came says so', () => {
    const result = resultFixture('db-outage');
    if (result.details.kind !== 'db-outage') throw new Error('not a fault');
    const details = { ...result.details, timeToRecoverSeconds: null, timeToDetectSeconds: null };
    const found = chartsOf({ ...result, details }, 'en').find(({ id }) => id === 'recovery');
    expect(found?.wide).toContain('did not recover');
    expect(found?.wide).toContain('not noticed');
  });
});
