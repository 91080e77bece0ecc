import { randomBytes } from 'node:crypto';
import type { DatabaseConfig } from '../db/config.ts';
import { POSTGRES_USER } from '../postgres/cluster.ts';
import type { GuardianConfig } from '../postgres/guardian-protocol.ts';
import { freePort } from './free-port.ts';

export interface DatabasePlan {
  /** Straight to the server. */
  readonly direct: DatabaseConfig;
  readonly guarded: GuardianConfig['database'];
}

const DEFAULT_PORT = 5432;

/** A Postgres of the target's own, or a database of its own on the server of `DATABASE_URL`. */
export async function planDatabase(databaseUrl: string | undefined): Promise<DatabasePlan> {
  if (databaseUrl === undefined) return planEmbedded();
  const url = new URL(databaseUrl);
  const name = `autwinmill_perf_${randomBytes(5).toString('hex')}`;
  return {
    direct: {
      host: url.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1',
      port: url.port === '' ? DEFAULT_PORT : Number(url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: name,
      ssl: /^(require|verify-ca|verify-full)$/.test(url.searchParams.get('sslmode') ?? ''),
    },
    guarded: { kind: 'external', adminUrl: databaseUrl, name },
  };
}

async function planEmbedded(): Promise<DatabasePlan> {
  const port = await freePort();
  const password = randomBytes(18).toString('hex');
  return {
    direct: { host: '127.0.0.1', port, user: POSTGRES_USER, password, database: 'postgres', ssl: false },
    guarded: { kind: 'embedded', port, password },
  };
}
