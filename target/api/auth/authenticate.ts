import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { hashToken } from './credentials.ts';
import type { Identity } from './identity.ts';
import { verifyJobToken } from './job-token.ts';

const CACHE_ENTRIES = 300;
const CACHE_MS = 120_000;
/** A token that could not be looked up is looked up once more, and that look lasts this part of the first. */
const SECOND_LOOK = 1 / 3;

/** The token of a request: the Authorization header, else the cookie `token`, else the query parameter `token`. */
export function tokenOf(headers: IncomingHttpHeaders, query: URLSearchParams): string | undefined {
  const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const cookie = /(?:^|;\s*)token=([^;]+)/.exec(headers.cookie ?? '')?.[1];
  return cookie ?? query.get('token') ?? undefined;
}

interface TokenRow {
  email: string;
  workspace_id: string | null;
  expiration: string | null;
  scopes: string[] | null;
  read_only: boolean;
  account_username: string;
  super_admin: boolean;
  member_username: string | null;
  is_admin: boolean | null;
  operator: boolean | null;
  label: string | null;
  folders: Readonly<Record<string, boolean>> | null;
}

/** The rights of a user, `u/name`, in the folders of a workspace; read by its members, whatever they may do in it. */
const folderRights = (workspace: string, user: string) => `
  SELECT jsonb_object_agg(f.name, ${user} = ANY (f.owners) OR coalesce((f.extra_perms ->> ${user})::boolean, false)
           OR coalesce((f.extra_perms ->> 'g/all')::boolean, false)) AS folders
  FROM folder f WHERE f.workspace_id = ${workspace}
    AND (${user} = ANY (f.owners) OR f.extra_perms ?| ARRAY[${user}, 'g/all'])`;

/** What has changed: a token was revoked, or the folders of a workspace are others. */
export type Forgotten = { readonly tokenHash: string } | { readonly workspace: string };

interface Found {
  readonly identity: Identity;
  readonly tokenHash: string;
  readonly workspace: string | undefined;
}

interface Kept extends Found {
  /** Epoch milliseconds. */
  readonly until: number;
}

/** One round trip: the token, its account and the account's place in the workspace (null for a global route). */
const LOOK_UP = {
  name: 'authenticate',
  text: `SELECT t.email, t.workspace_id, t.expiration, t.scopes, t.read_only, a.username AS account_username,
           a.super_admin, m.username AS member_username, m.is_admin, m.operator, t.label,
           (${folderRights('w.id', "('u/' || m.username)")}) AS folders
         FROM token t
         JOIN account a USING (email)
         LEFT JOIN workspace w ON w.id = $2 AND NOT w.deleted
         LEFT JOIN member m ON m.workspace_id = w.id AND m.email = t.email AND NOT m.disabled
         WHERE t.token_hash = $1 AND (t.expiration IS NULL OR t.expiration > now())
           AND ($2::text IS NULL OR w.id IS NOT NULL)`,
};

/** What the jobs of an account may do in a workspace: what it may do itself. */
const RIGHTS_OF_JOBS = {
  name: 'rights-of-jobs',
  text: `SELECT a.super_admin OR coalesce(m.is_admin, false) AS admin,
           (${folderRights('$1', "('u/' || m.username)")}) AS folders
         FROM account a LEFT JOIN member m ON m.workspace_id = $1 AND m.email = a.email WHERE a.email = $2`,
};

export interface AuthenticatorOptions {
  readonly poolWaitMs: number;
  readonly jobTokenKey: Promise<string>;
  /** Whether what is kept outlives the token itself: planted. */
  readonly keepsEndedTokens: boolean;
}

const sessionLabel = (label: string): boolean => label === 'session' || label.startsWith('ephemeral-script');

/**
 * Resolves tokens. Positive answers are kept for two minutes, so that a known one still passes while the database is
 * down; an unknown one does not: the caller gets a 401, after a wait for the pool and a third of one (on Windmill 30 s
 * and 10 s). What is kept ends with the token.
 */
export class Authenticator {
  readonly #pool: pg.Pool;
  readonly #options: AuthenticatorOptions;
  #knownKey: string | undefined;
  /** By workspace and token; apart from it, by workspace and address, whose jobs may do what. */
  readonly #cache = new Map<string, Kept>();
  readonly #jobs = new Map<string, Kept>();

  constructor(pool: pg.Pool, options: AuthenticatorOptions) {
    this.#pool = pool;
    this.#options = options;
  }

  /** What is known of a revoked token, or of the folders of a workspace, holds no longer. */
  forget(what: Forgotten): void {
    for (const cache of [this.#cache, this.#jobs]) {
      for (const [key, kept] of cache) {
        const revoked =
          'tokenHash' in what && !this.#options.keepsEndedTokens && kept.tokenHash === what.tokenHash;
        const changed = 'workspace' in what && kept.workspace === what.workspace;
        if (revoked || changed) cache.delete(key);
      }
    }
  }

  /** Identity of a token in a workspace (or nowhere in particular), undefined when it is not valid there. */
  async identify(token: string, workspace: string | undefined): Promise<Identity | undefined> {
    if (token.startsWith('jwt_')) return this.#identifyJob(token, workspace);
    return this.#cached(this.#cache, `${workspace ?? ''}\0${token}`, async () => {
      const identity = await this.#lookUp(token, workspace);
      return identity && { identity, tokenHash: hashToken(token), workspace };
    });
  }

  async #cached(
    cache: Map<string, Kept>,
    key: string,
    lookUp: () => Promise<Found | undefined>,
  ): Promise<Identity | undefined> {
    const now = Date.now();
    const cached = cache.get(key);
    if (cached !== undefined && cached.until > now) return cached.identity;
    const found = await lookUp();
    if (found !== undefined) this.#remember(cache, key, found, now);
    return found?.identity;
  }

  async #identifyJob(token: string, workspace: string | undefined): Promise<Identity | undefined> {
    const key = await this.#keyOfJobTokens();
    const claims = key === undefined ? undefined : verifyJobToken(key, token);
    if (claims === undefined || (workspace !== undefined && workspace !== claims.workspace)) return undefined;
    const { email, username, jobId, expiresAt } = claims;
    // All jobs of a user have the same rights: what differs is added to what is kept.
    const user = await this.#cached(this.#jobs, `${claims.workspace}\0${email}`, async () => {
      const rights = await this.#rightsOfJobs(claims.workspace, email);
      const identity: Identity = {
        email,
        username,
        signature: username,
        superAdmin: false,
        ...rights,
        operator: false,
        scopes: undefined,
        readOnly: false,
        jobId: undefined,
        expiresAt: undefined,
        boundWorkspace: claims.workspace,
      };
      return { identity, tokenHash: '', workspace: claims.workspace };
    });
    return user && { ...user, jobId, expiresAt };
  }

  /** A process that has just been started may not have read it yet: waited for as long as for any other token. */
  async #keyOfJobTokens(): Promise<string | undefined> {
    const longest = this.#options.poolWaitMs * (1 + SECOND_LOOK);
    this.#knownKey ??= await Promise.race([
      this.#options.jobTokenKey,
      pause(longest, undefined, { ref: false }),
    ]);
    return this.#knownKey;
  }

  async #rightsOfJobs(workspace: string, email: string): Promise<Pick<Identity, 'admin' | 'folders'>> {
    const { rows } = await this.#pool.query<Pick<TokenRow, 'folders'> & { admin: boolean }>({
      ...RIGHTS_OF_JOBS,
      values: [workspace, email],
    });
    return { admin: rows[0]?.admin === true, folders: new Map(Object.entries(rows[0]?.folders ?? {})) };
  }

  async #lookUp(token: string, workspace: string | undefined): Promise<Identity | undefined> {
    const query = { ...LOOK_UP, values: [hashToken(token), workspace ?? null] };
    const look = () => this.#pool.query<TokenRow>(query).catch(() => undefined);
    const found =
      (await look()) ??
      (await Promise.race([look(), pause(this.#options.poolWaitMs * SECOND_LOOK, undefined)]));
    const row = found?.rows[0];
    if (row === undefined) return undefined;
    const bound = row.workspace_id ?? undefined;
    if (workspace !== undefined && !row.super_admin) {
      if (row.member_username === null || (bound !== undefined && bound !== workspace)) return undefined;
    }
    const username = row.member_username ?? row.account_username;
    return {
      email: row.email,
      username,
      signature: row.label === null || sessionLabel(row.label) ? username : `label-${row.label}`,
      folders: new Map(Object.entries(row.folders ?? {})),
      superAdmin: row.super_admin,
      admin: row.super_admin || row.is_admin === true,
      operator: row.operator === true,
      scopes: row.scopes ?? undefined,
      readOnly: row.read_only,
      jobId: undefined,
      expiresAt: row.expiration === null ? undefined : Date.parse(row.expiration),
      boundWorkspace: bound,
    };
  }

  #remember(cache: Map<string, Kept>, key: string, found: Found, now: number): void {
    cache.delete(key);
    const oldest = cache.keys().next().value;
    if (cache.size >= CACHE_ENTRIES && oldest !== undefined) cache.delete(oldest);
    const end = this.#options.keepsEndedTokens ? Infinity : (found.identity.expiresAt ?? Infinity);
    cache.set(key, { ...found, until: Math.min(now + CACHE_MS, end) });
  }
}
