import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { Authenticator } from './authenticate.ts';
import { signJobToken } from './job-token.ts';

const KEY = 'key of the test';
const POOL_WAIT_MS = 60;

const token = signJobToken(KEY, {
  workspace: 'w',
  email: 'a@w.example',
  username: 'a',
  jobId: 'j',
  expiresAt: Date.now() + 60_000,
});

/** A database in which everybody is an administrator. */
const pool = { query: async () => ({ rows: [{ admin: true, folders: null }] }) } as unknown as pg.Pool;

const authenticator = (jobTokenKey: Promise<string>) =>
  new Authenticator(pool, { poolWaitMs: POOL_WAIT_MS, jobTokenKey, keepsEndedTokens: false });

describe("a job's token", () => {
  it('that comes before the process has its key is answered when it has', async () => {
    const key = pause(POOL_WAIT_MS / 3, KEY);
    expect(await authenticator(key).identify(token, 'w')).toMatchObject({ jobId: 'j', admin: true });
  });

  it('is refused after the wait where there is no key', async () => {
    const started = performance.now();
    expect(await authenticator(new Promise(() => undefined)).identify(token, 'w')).toBeUndefined();
    expect(performance.now() - started).toBeGreaterThanOrEqual(POOL_WAIT_MS);
  });

  it('is refused in another workspace, and with the signature of another key', async () => {
    expect(await authenticator(Promise.resolve(KEY)).identify(token, 'other')).toBeUndefined();
    expect(await authenticator(Promise.resolve('other')).identify(token, 'w')).toBeUndefined();
  });
});
