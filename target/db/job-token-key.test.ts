import type pg from 'pg';
import { expect, it } from 'vitest';
import { readJobTokenKey } from './job-token-key.ts';
import { Reach } from './reach.ts';

it('is read at the next even look once the database is there and set up', async () => {
  const looks: number[] = [];
  const released: number[] = [];
  const pool = {
    connect: async () => {
      looks.push(performance.now());
      if (looks.length < 8) throw new Error('connect ECONNREFUSED');
      return {
        query: async () => {
          if (looks.length < 9) throw new Error('relation "setting" does not exist');
          return { rows: looks.length < 10 ? [] : [{ value: 'the key' }] };
        },
        release: () => released.push(looks.length),
      };
    },
  } as unknown as pg.Pool;
  const reach = new Reach();
  expect(await readJobTokenKey({ pool, reach })).toBe('the key');
  expect(released).toEqual([8, 9, 10]);
  const pauses = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
  // They do not grow as those of a statement that waits for its connection do: 10, 20, 40 … 2,560 ms.
  expect(Math.min(...pauses)).toBeLessThan(150);
  expect(pauses.length).toBe(9);
  expect(reach.foundAt).toBeDefined();
});
