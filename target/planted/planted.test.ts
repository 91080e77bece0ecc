import { describe, expect, it } from 'vitest';
import { PlantedDefects } from './planted.ts';

describe('PlantedDefects', () => {
  it('strikes exactly once in every block of calls', () => {
    const planted = new PlantedDefects({ names: ['error-2pct'], params: {} });
    const hits = Array.from({ length: 500 }, () => planted.strikes('error-2pct', 50));
    for (let block = 0; block < 10; block += 1) {
      expect(hits.slice(block * 50, block * 50 + 50).filter(Boolean)).toHaveLength(1);
    }
  });

  it('never strikes when the defect is not planted', () => {
    const planted = new PlantedDefects({ names: ['exception'], params: {} });
    expect(Array.from({ length: 100 }, () => planted.strikes('error-2pct', 2))).not.toContain(true);
  });

  it('prefers a given parameter to its default', () => {
    expect(new PlantedDefects({ names: [], params: { 'slow-ms': 10 } }).param('slow-ms')).toBe(10);
    expect(new PlantedDefects({ names: [], params: {} }).param('slow-ms')).toBe(2500);
  });
});
