import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { type Attempt, NoConnection } from './attempt.ts';
import { PoolTimedOut, waitForConnection } from './pool-wait.ts';
import { Reach } from './reach.ts';

/** A database that refuses, answers or hangs as told; `sent` counts the statements that reached it. */
function database() {
  const state = { is: 'up' as 'up' | 'refusing' | 'hanging', sent: 0, answerMs: 0 };
  const attempt: Attempt = async (_args, isWanted) => {
    if (state.is === 'refusing') throw new NoConnection('connect ECONNREFUSED');
    if (state.is === 'hanging') await new Promise(() => undefined);
    if (!isWanted()) throw new NoConnection('nobody waits for it any more');
    state.sent += 1;
    await new Promise((resolve) => setTimeout(resolve, state.answerMs));
    return { rows: [state.sent] } as unknown as pg.QueryResult;
  };
  const reach = new Reach();
  return { state, reach, query: waitForConnection(attempt, { waitMs: 200, atOnce: 2, reach }) };
}

async function timed(work: Promise<unknown>): Promise<{ ms: number; error: unknown }> {
  const started = performance.now();
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { ms: performance.now() - started, error };
}

describe('a statement that waits for its connection', () => {
  it.each(['refusing', 'hanging'] as const)(
    'gives up after the wait while the database is %s',
    async (is) => {
      const { state, query } = database();
      state.is = is;
      const { ms, error } = await timed(query('SELECT 1'));
      expect(error).toBeInstanceOf(PoolTimedOut);
      expect(ms).toBeGreaterThanOrEqual(195);
      expect(ms).toBeLessThan(500);
      expect(state.sent).toBe(0);
    },
  );

  it('is sent once the database is back, and only then', async () => {
    const { state, query } = database();
    state.is = 'refusing';
    const answer = query('SELECT 1');
    setTimeout(() => {
      state.is = 'up';
    }, 80);
    const { ms, error } = await timed(answer);
    expect([error, state.sent]).toEqual([null, 1]);
    expect(ms).toBeGreaterThanOrEqual(75);
  });

  it('waits for its answer as long as that takes, once it was sent', async () => {
    const { state, query } = database();
    state.answerMs = 300;
    expect((await timed(query('SELECT 1'))).error).toBeNull();
  });

  it('gives up in the queue for a connection, too, and is not sent later', async () => {
    const { state, query } = database();
    state.answerMs = 350;
    const busy = [query('SELECT 1'), query('SELECT 1')];
    const { error } = await timed(query('SELECT 1'));
    expect(error).toBeInstanceOf(PoolTimedOut);
    await Promise.all(busy);
    await query('SELECT 1');
    expect(state.sent).toBe(3);
  });

  it('is not repeated when it was sent and failed', async () => {
    let sent = 0;
    const attempt: Attempt = async () => {
      sent += 1;
      throw new Error('Connection terminated unexpectedly');
    };
    const query = waitForConnection(attempt, { waitMs: 200, atOnce: 1, reach: new Reach() });
    expect(await timed(query('INSERT'))).toMatchObject({
      error: { message: 'Connection terminated unexpectedly' },
    });
    expect(sent).toBe(1);
  });
});

describe('the reach of the database', () => {
  it('is lost and found, and was not lost before it was there', async () => {
    const { state, reach, query } = database();
    state.is = 'refusing';
    await query('SELECT 1').catch(() => undefined);
    expect(reach.isAway).toBe(false);
    state.is = 'up';
    await query('SELECT 1');
    state.is = 'refusing';
    const lost = reach.whenLost();
    await query('SELECT 1').catch(() => undefined);
    await lost;
    expect(reach.isAway).toBe(true);
    const found = reach.whenFound();
    state.is = 'up';
    await query('SELECT 1');
    await found;
    expect(reach.isAway).toBe(false);
  });
});
