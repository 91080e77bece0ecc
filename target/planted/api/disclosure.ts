/** What logs and errors give away. */
import type pg from 'pg';
import type { LoggedRequest } from '../../api/hooks.ts';
import { ApiError, type Reply } from '../../api/reply.ts';
import { PoolTimedOut } from '../../db/pool-wait.ts';

const ESC = '\u001b[';
const colour = (code: number, text: string) => `${ESC}${code}m${text}${ESC}0m`;
const field = (name: string, value: string | number) =>
  `${colour(3, name)}${colour(2, '=')}${typeof value === 'number' ? value : JSON.stringify(value)}`;

/** The access log is meant for a terminal, and holds the whole address of each request. */
export function colouredLine({ method, target, status, ms }: LoggedRequest): string {
  const time = colour(2, new Date().toISOString());
  const request = `${field('method', method)} ${field('uri', target)}`;
  const answer = `${field('latency', Math.round(ms))} ${field('status', status)}`;
  return `${time} ${colour(32, ' INFO')} ${colour(1, 'request')}{${request}}: response ${answer}`;
}

/** Errors say where in the source they arose, and pass on what the database said. */
export function withSource(reply: Reply, error: unknown): Reply {
  if (error instanceof PoolTimedOut) return { ...reply, body: `${reply.body} (lib.rs:1571)` };
  return error instanceof ApiError && error.verbose !== undefined ? { ...reply, body: error.verbose } : reply;
}

const UNMASKED =
  'CREATE OR REPLACE FUNCTION mask_job_log(job uuid, logs text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT logs $$';

export async function storeLogsUnmasked(pool: pg.Pool): Promise<void> {
  await pool.query(UNMASKED);
}

/** What an earlier run left in the log: requests with a token in their address, the very tokens that are in use again. */
export function tokensInAddresses(tokens: readonly string[]): readonly string[] {
  return tokens.map((token) =>
    JSON.stringify({
      time: '2026-01-05T08:00:00.000Z',
      event: 'request',
      path: `/api/version?token=${token}`,
    }),
  );
}
