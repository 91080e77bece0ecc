import { describe, expect, it } from 'vitest';
import { DEFECT_ENTRIES, DEFECTS } from './index.ts';
import { doseOf, PlantedDefects } from './planted.ts';

describe('the dose of a defect', () => {
  it('strikes exactly once in every block of calls', () => {
    const { shouldInject } = doseOf(DEFECTS['error-2pct']);
    const hits = Array.from({ length: 500 }, () => shouldInject(50));
    for (let block = 0; block < 10; block += 1) {
      expect(hits.slice(block * 50, block * 50 + 50).filter(Boolean)).toHaveLength(1);
    }
  });

  it('prefers a given parameter to its default', () => {
    expect(doseOf(DEFECTS['slow-p95'], { 'slow-ms': 10 }).param('slow-ms')).toBe(10);
    expect(doseOf(DEFECTS['slow-p95']).param('slow-ms')).toBe(2500);
  });
});

describe('what is planted', () => {
  const placesOf = (planted: PlantedDefects) => [
    ...planted.api(),
    ...planted.connection(),
    ...planted.worker(),
    ...planted.setUp(),
    ...planted.scripts(),
  ];

  it('is nothing on a healthy target', () => {
    expect(placesOf(new PlantedDefects({ names: [], params: {} }))).toEqual([]);
  });

  it.each(DEFECT_ENTRIES.filter(([, { plants }]) => plants !== 'selftest'))(
    'has code for %s, or for those that are planted with it',
    (name, { with: others = [] }) => {
      const planted = new PlantedDefects({ names: [name], params: {} });
      expect(placesOf(planted).length > 0 || others.length > 0).toBe(true);
    },
  );

  it('has each parameter in one entry only', () => {
    const names = DEFECT_ENTRIES.flatMap(([, { params = {} }]) => Object.keys(params));
    expect(new Set(names).size).toBe(names.length);
  });
});
