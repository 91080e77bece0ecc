import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { hashPassword, hashToken, newToken, tokenPrefix } from '../api/auth/credentials.ts';
import { deployScript } from '../api/scripts.ts';
import { encrypt, newWorkspaceKey } from '../api/vault.ts';
import type { DatabaseConfig } from '../db/config.ts';
import { SCHEMA_SQL } from '../db/schema.ts';
import type { Fixture, FlowFixture } from './fixtures.ts';

export interface Tenant {
  readonly workspace: string;
  readonly token: string;
}

export interface SeedOptions {
  readonly tenants: number;
  readonly adminToken: string | undefined;
  readonly fixtures: readonly Fixture[];
  readonly flows: readonly FlowFixture[];
  /** Where jobs find the third party, through its fault proxy. */
  readonly thirdPartyUrl: string;
  /** The database that jobs use, through its fault proxy. */
  readonly jobDatabase: DatabaseConfig;
}

export const ADMIN_EMAIL = 'admin@perf.example';
const USERNAME = 'perf';

/** Sets up an empty database: tables, an administrator, and one workspace a tenant, each with a user of its own. */
export async function seed(pool: pg.Pool, options: SeedOptions): Promise<Tenant[]> {
  await pool.query(SCHEMA_SQL);
  await pool.query("INSERT INTO setting (name, value) VALUES ('job_token_key', $1)", [
    randomBytes(32).toString('hex'),
  ]);
  await seedAdmin(pool, options.adminToken);
  const tenants: Tenant[] = [];
  for (let i = 1; i <= options.tenants; i += 1) {
    const tenant = { workspace: `perf-tenant-${i}`, token: newToken() };
    await seedTenant(pool, tenant, options);
    tenants.push(tenant);
  }
  return tenants;
}

async function addAccount(
  pool: pg.Pool,
  email: string,
  username: string,
  superAdmin: boolean,
  password: string,
) {
  await pool.query(
    'INSERT INTO account (email, username, password_hash, super_admin) VALUES ($1, $2, $3, $4)',
    [email, username, hashPassword(password), superAdmin],
  );
}

/** Bound to no workspace, as a user makes one: what it opens is where the user is a member. */
async function addToken(pool: pg.Pool, token: string, email: string): Promise<void> {
  await pool.query('INSERT INTO token (token_hash, prefix, label, email) VALUES ($1, $2, $3, $4)', [
    hashToken(token),
    tokenPrefix(token),
    'perf',
    email,
  ]);
}

/** Without a token given for it, the administrator exists but nobody can act as it. */
async function seedAdmin(pool: pg.Pool, token: string | undefined): Promise<void> {
  await addAccount(pool, ADMIN_EMAIL, 'admin', true, token ?? newToken());
  if (token !== undefined) await addToken(pool, token, ADMIN_EMAIL);
}

/** What the command-line client writes for a script whose arguments it does not look at. */
const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {},
  required: [],
};

async function seedTenant(pool: pg.Pool, tenant: Tenant, options: SeedOptions): Promise<void> {
  const { workspace, token } = tenant;
  const email = `${USERNAME}@${workspace}.example`;
  const key = newWorkspaceKey();
  await pool.query('INSERT INTO workspace (id, name, owner, key) VALUES ($1, $1, $2, $3)', [
    workspace,
    email,
    key,
  ]);
  await addAccount(pool, email, USERNAME, false, newToken());
  await pool.query('INSERT INTO member (workspace_id, email, username) VALUES ($1, $2, $3)', [
    workspace,
    email,
    USERNAME,
  ]);
  await addToken(pool, token, email);
  await pool.query(
    `INSERT INTO folder (workspace_id, name, display_name, owners, extra_perms, created_by)
     VALUES ($1, 'perf', 'perf', ARRAY['u/' || $2], jsonb_build_object('u/' || $2, true), $2)`,
    [workspace, USERNAME],
  );
  const variables = [
    { path: 'f/perf/third_party_url', value: options.thirdPartyUrl, secret: false },
    { path: 'f/perf/secret', value: `s3cret-${workspace}-${randomBytes(12).toString('hex')}`, secret: true },
    { path: 'f/perf/db_password', value: options.jobDatabase.password, secret: true },
  ];
  for (const { path, value, secret } of variables) {
    await pool.query(
      `INSERT INTO variable (workspace_id, path, value, is_secret, description, edited_by)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        workspace,
        path,
        secret ? encrypt(key, value) : value,
        secret,
        'used by the performance fixtures',
        USERNAME,
      ],
    );
  }
  await pool.query(
    `INSERT INTO resource (workspace_id, path, value, resource_type, created_by)
     VALUES ($1, 'f/perf/db', $2, 'postgresql', $3)`,
    [workspace, JSON.stringify(postgresResource(options.jobDatabase)), USERNAME],
  );
  for (const fixture of options.fixtures) {
    const draft = {
      path: fixture.path,
      summary: '',
      content: fixture.content,
      language: 'bun',
      schema: SCHEMA,
    };
    await deployScript(pool, { workspace, by: USERNAME, skipIfNoop: false }, draft);
  }
  for (const { path, summary, description, value, schema } of options.flows) {
    await pool.query(
      `INSERT INTO flow (workspace_id, path, summary, description, value, schema, edited_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [workspace, path, summary, description, JSON.stringify(value), JSON.stringify(schema), USERNAME],
    );
  }
}

/** A resource of Windmill's type `postgresql`; the password stays a secret variable. */
function postgresResource(db: DatabaseConfig): Record<string, unknown> {
  return {
    host: db.host,
    port: db.port,
    user: db.user,
    password: '$var:f/perf/db_password',
    dbname: db.database,
    sslmode: db.ssl ? 'require' : 'disable',
  };
}
