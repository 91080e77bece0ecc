import type pg from 'pg';
import { bundleScript } from './bundle-script.ts';

export interface Bundled {
  readonly file: string;
  readonly timeoutMs: number | undefined;
}

/** Finds the code of jobs and keeps what never changes: a hash always names the same script. */
export class ScriptSource {
  readonly #pool: pg.Pool;
  readonly #where: { readonly bundleDir: string; readonly projectRoot: string };
  readonly #byHash = new Map<string, Bundled>();

  constructor(pool: pg.Pool, where: { bundleDir: string; projectRoot: string }) {
    this.#pool = pool;
    this.#where = where;
  }

  async byHash(workspace: string, hash: string): Promise<Bundled> {
    const key = `${workspace}/${hash}`;
    const known = this.#byHash.get(key);
    if (known !== undefined) return known;
    const { rows } = await this.#pool.query<{ content: string; timeout_seconds: number | null }>(
      'SELECT content, timeout_seconds FROM script WHERE workspace_id = $1 AND hash = $2',
      [workspace, hash],
    );
    const row = rows[0];
    if (row === undefined) throw new ScriptError(`script ${hash} not found`);
    const bundled = {
      file: await this.content(row.content),
      timeoutMs: row.timeout_seconds === null ? undefined : row.timeout_seconds * 1_000,
    };
    this.#byHash.set(key, bundled);
    return bundled;
  }

  async byPath(workspace: string, path: string): Promise<Bundled> {
    const { rows } = await this.#pool.query<{ hash: string }>(
      'SELECT hash FROM script WHERE workspace_id = $1 AND path = $2 AND NOT archived',
      [workspace, path],
    );
    const hash = rows[0]?.hash;
    if (hash === undefined) throw new ScriptError(`script ${path} not found`);
    return this.byHash(workspace, hash);
  }

  async content(content: string): Promise<string> {
    try {
      return await bundleScript({ content, ...this.#where });
    } catch (error) {
      throw new ScriptError(`the script does not compile: ${(error as Error).message}`);
    }
  }
}

/** The job's own fault: it fails the job. Anything else that a look-up throws is an outage, and is tried again. */
export class ScriptError extends Error {}
