import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { isRefusal } from './pool.ts';

/** No connection to the database could be had: the statement was not sent, and may be tried again. */
export class NoConnection extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** There was a connection, and nobody left who waits for what was to be sent: that says nothing about the database. */
export class NotWanted extends NoConnection {
  constructor() {
    super('nobody waits for it any more');
  }
}

/**
 * One attempt to carry out a statement. `isWanted` is asked once a connection is there: what nobody waits for any more is
 * not sent. Rejects with NoConnection while nothing has been sent, and else with what became of the statement.
 */
export type Attempt = (args: unknown[], isWanted: () => boolean) => Promise<pg.QueryResult>;

/** A connection that has been idle for so long is asked for a sign of life before it is used. */
export const TRUSTED_MS = 100;

export interface Habits {
  /** How long after an answer a connection is trusted to be there. */
  readonly trustedMs: number;
  /** How long a connection is kept after the answer, before another statement can have it. */
  readonly holdMs: number;
}

/** Attempts on the connections of a pool. */
export function attemptOn(pool: pg.Pool, { trustedMs, holdMs }: Habits): Attempt {
  const lastAnswer = new WeakMap<pg.PoolClient, number>();
  return async (args, isWanted) => {
    const client = await connect(pool);
    // A connection that breaks rejects its statement, and says so on this channel as well.
    const ignore = () => undefined;
    client.on('error', ignore);
    const giveBack = (isBroken: boolean) => {
      client.removeListener('error', ignore);
      client.release(isBroken);
    };
    const trustedUntil = (lastAnswer.get(client) ?? 0) + trustedMs;
    if (performance.now() > trustedUntil && lastAnswer.has(client)) {
      await client.query('SELECT 1').catch((error: unknown) => {
        giveBack(true);
        throw new NoConnection(error);
      });
    }
    if (!isWanted()) {
      giveBack(false);
      throw new NotWanted();
    }
    try {
      const result = await (client.query as (...all: unknown[]) => Promise<pg.QueryResult>).apply(
        client,
        args,
      );
      lastAnswer.set(client, performance.now());
      if (holdMs > 0) await pause(holdMs);
      giveBack(false);
      return result;
    } catch (error) {
      const isRefused = isRefusal(error);
      if (isRefused) lastAnswer.set(client, performance.now());
      giveBack(!isRefused);
      throw error;
    }
  };
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    if (isRefusal(error)) throw error;
    throw new NoConnection(error);
  }
}
