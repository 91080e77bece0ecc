import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { type Attempt, NoConnection } from '../db/attempt.ts';
import type { DefectName } from './index.ts';
import { PlantedDefects } from './planted.ts';

/** Attempts on a database that can be taken away. */
function attemptsWith(defect: DefectName, params: Record<string, number> = {}) {
  const database = { away: false, queries: 0 };
  const plain: Attempt = async () => {
    if (database.away) throw new NoConnection('connect ECONNREFUSED');
    database.queries += 1;
    return { rows: [] } as unknown as pg.QueryResult;
  };
  const hooks = new PlantedDefects({ names: [defect], params }).connection();
  return {
    attempt: hooks.reduce((attempt, { attempt: wrap }) => wrap?.(attempt) ?? attempt, plain),
    database,
  };
}

const works = (attempt: Attempt) =>
  attempt(['SELECT 1'], () => true).then(
    () => true,
    () => false,
  );

describe('a pool that does not survive an outage', () => {
  it('never connects again', async () => {
    const { attempt, database } = attemptsWith('no-reconnect');
    database.away = true;
    expect(await works(attempt)).toBe(false);
    database.away = false;
    // Before it was reached for the first time, its absence is no outage.
    expect(await works(attempt)).toBe(true);
    database.away = true;
    expect(await works(attempt)).toBe(false);
    database.away = false;
    expect(await works(attempt)).toBe(false);
  });

  it('connects again a known time after the database is back', async () => {
    const { attempt, database } = attemptsWith('slow-reconnect', { 'reconnect-after-s': 0.3 });
    expect(await works(attempt)).toBe(true);
    database.away = true;
    expect(await works(attempt)).toBe(false);
    await pause(100);
    database.away = false;
    const back = performance.now();
    while (!(await works(attempt))) await pause(5);
    expect(performance.now() - back).toBeGreaterThanOrEqual(290);
    expect(performance.now() - back).toBeLessThan(1000);
  });

  it('keeps the database busy with what failed', async () => {
    const { attempt, database } = attemptsWith('metastable');
    expect(await works(attempt)).toBe(true);
    database.away = true;
    for (let i = 0; i < 5; i += 1) await works(attempt);
    database.away = false;
    const before = database.queries;
    await pause(250);
    expect(database.queries).toBeGreaterThanOrEqual(before + 5);
  });
});
