/** Windmill's database by its own statistics, read by a role that may see them and nothing else. */
import pg from 'pg';
import { parseHttpUrl } from '../../../lib/settings/hosts.ts';
import type { ResourceSample } from '../../../reports/resources/record.ts';
import { BYTES_PER_MB, NOTHING, type OpenSource, SourceProblem } from './source.ts';

const RESOLUTION_SECONDS = 1;
const CONNECT_MS = 5_000;
const STATEMENT_MS = 3_000;

/** The suite's own connection is none of the system's. */
const ACTIVITY = `
  SELECT count(*)::int AS connections,
         count(*) FILTER (WHERE state = 'active')::int AS active,
         count(*) FILTER (WHERE state LIKE 'idle in transaction%')::int AS idle_in_transaction,
         count(*) FILTER (WHERE wait_event_type = 'Lock')::int AS waiting,
         coalesce(extract(epoch FROM max(clock_timestamp() - xact_start)), 0)::float8 AS longest,
         current_setting('max_connections')::int AS max_connections
    FROM pg_stat_activity
   WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;

const BLOCKS = `
  SELECT blks_hit::float8 AS hit, blks_read::float8 AS read FROM pg_stat_database WHERE datname = current_database()`;

/** Windmill's tables of jobs, by whatever names its version has them. */
const QUEUE = `
  SELECT sum(pg_total_relation_size(c.oid))::float8 AS bytes
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
     AND c.relname IN ('v2_job', 'v2_job_queue', 'v2_job_completed', 'v2_job_runtime', 'v2_job_status', 'queue',
                       'completed_job', 'job_logs')`;

type Row = Readonly<Record<string, number | null>>;

class PostgresSource implements OpenSource {
  readonly name = 'postgres';
  readonly resolutionSeconds = RESOLUTION_SECONDS;
  readonly cores = null;
  readonly parts: readonly string[];
  readonly #client: pg.Client;
  #blocks: { hit: number; read: number } | null = null;

  constructor(client: pg.Client, database: string) {
    this.#client = client;
    this.parts = [database];
  }

  async #row(query: string): Promise<Row> {
    const { rows } = await this.#client.query<Row>(query);
    return rows[0] ?? {};
  }

  async look() {
    const activity = await this.#row(ACTIVITY);
    const { hit, read } = await this.#row(BLOCKS);
    const { bytes } = await this.#row(QUEUE);
    const now = { hit: hit ?? 0, read: read ?? 0 };
    const before = this.#blocks;
    this.#blocks = now;
    const blocks = before === null ? 0 : now.hit - before.hit + (now.read - before.read);
    const sample: ResourceSample = {
      kind: 'sample',
      t: Date.now(),
      source: 'postgres',
      part: this.parts[0] ?? 'database',
      scope: 'system',
      database: {
        connections: activity.connections ?? 0,
        active: activity.active ?? 0,
        idleInTransaction: activity.idle_in_transaction ?? 0,
        waitingForLock: activity.waiting ?? 0,
        maxConnections: activity.max_connections ?? 0,
        cacheHitShare: before !== null && blocks > 0 ? (now.hit - before.hit) / blocks : null,
        longestTransactionSeconds: activity.longest ?? 0,
        queueTableMb: bytes === null || bytes === undefined ? null : bytes / BYTES_PER_MB,
      },
    };
    return { samples: [sample] };
  }

  async finish() {
    return NOTHING;
  }

  async close() {
    await this.#client.end().catch(() => undefined);
  }
}

const SEES_ALL = `SELECT pg_has_role(current_user, 'pg_monitor', 'member') OR
  (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS yes, current_database() AS name`;

function placeOf(url: string): string {
  const host = parseHttpUrl(url.replace(/^postgres(ql)?:/, 'http:').replace(/\/\/[^@/]*@/, '//'))?.host;
  return host ?? 'its host';
}

/** Throws a SourceProblem; neither it nor anything else repeats the URL. */
export async function openPostgres(url: string): Promise<OpenSource> {
  if (url === '') {
    throw new SourceProblem('RESOURCES has postgres, but MONITOR_DATABASE_URL is not set');
  }
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    application_name: 'perf-suite-monitor',
    options: '-c default_transaction_read_only=on',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ yes: boolean | null; name: string }>(SEES_ALL);
    const [role] = rows;
    if (role?.yes !== true) {
      await client.end();
      throw new SourceProblem(
        'the role of MONITOR_DATABASE_URL does not see the connections of others: GRANT pg_monitor TO it',
      );
    }
    return new PostgresSource(client, role.name);
  } catch (error) {
    if (error instanceof SourceProblem) throw error;
    await client.end().catch(() => undefined);
    const code =
      typeof error === 'object' && error !== null && 'code' in error ? ` (${String(error.code)})` : '';
    throw new SourceProblem(
      `MONITOR_DATABASE_URL (hidden): the database at ${placeOf(url)} cannot be asked${code}`,
    );
  }
}
