import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import type { DefectName } from '../defects.ts';
import { PlantedDefects } from './planted.ts';
import { plantPool } from './pool.ts';

/** A pool whose database can be taken away. */
function poolWith(defect: DefectName, params: Record<string, number> = {}) {
  const database = { away: false, queries: 0 };
  const pool = {
    query: async () => {
      if (database.away) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
      database.queries += 1;
      return { rows: [] };
    },
  } as unknown as pg.Pool;
  return { pool: plantPool(pool, new PlantedDefects({ names: [defect], params })), database };
}

const works = (pool: pg.Pool) =>
  pool.query('SELECT 1').then(
    () => true,
    () => false,
  );

describe('a pool that does not survive an outage', () => {
  it('never connects again', async () => {
    const { pool, database } = poolWith('no-reconnect');
    database.away = true;
    expect(await works(pool)).toBe(false);
    database.away = false;
    // Before it was reached for the first time, its absence is no outage.
    expect(await works(pool)).toBe(true);
    database.away = true;
    expect(await works(pool)).toBe(false);
    database.away = false;
    expect(await works(pool)).toBe(false);
  });

  it('connects again a known time after the database is back', async () => {
    const { pool, database } = poolWith('slow-reconnect', { 'reconnect-after-s': 0.3 });
    expect(await works(pool)).toBe(true);
    database.away = true;
    expect(await works(pool)).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 100));
    database.away = false;
    const back = performance.now();
    while (!(await works(pool))) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(performance.now() - back).toBeGreaterThanOrEqual(290);
    expect(performance.now() - back).toBeLessThan(1000);
  });

  it('keeps the database busy with what failed', async () => {
    const { pool, database } = poolWith('metastable');
    expect(await works(pool)).toBe(true);
    database.away = true;
    for (let i = 0; i < 5; i += 1) await works(pool);
    database.away = false;
    const before = database.queries;
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(database.queries).toBeGreaterThanOrEqual(before + 5);
  });
});
