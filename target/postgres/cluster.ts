import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findBinaries, reachableBinaries } from './binaries.ts';
import { userForPostgres } from './unprivileged-user.ts';

export const POSTGRES_USER = 'windmill';

export interface ClusterOptions {
  /** Folder of this run, which everything that Postgres writes goes into. */
  readonly runDir: string;
  readonly projectRoot: string;
  readonly port: number;
  readonly password: string;
}

/** Speed over durability: the data lives as long as the target. Commits stay ordered and visible at once. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  // Little, so that it is full after seconds: memory that only fills slowly would look like a leak.
  shared_buffers: '16MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '1GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum_naptime: '10s',
  jit: 'off',
  // A statement's parameters may hold secrets, which have no place in a log.
  log_min_error_statement: 'panic',
  log_min_messages: 'warning',
} as const;

/** A Postgres cluster of its own, created in the run's folder. */
export class PostgresCluster {
  readonly #options: ClusterOptions;
  readonly #user = userForPostgres();
  readonly #binaries;
  readonly #dataDir: string;
  readonly #logFile: string;

  constructor(options: ClusterOptions) {
    this.#options = options;
    const found = findBinaries(options.projectRoot);
    this.#binaries =
      this.#user === undefined ? found : reachableBinaries(found, this.#user.uid, options.runDir);
    this.#dataDir = path.join(options.runDir, 'pgdata');
    this.#logFile = path.join(options.runDir, 'postgres.log');
  }

  /** Runs initdb. Throws with what it said when it fails. */
  initialise(): void {
    mkdirSync(this.#dataDir, { mode: 0o700 });
    const passwordFile = path.join(this.#options.runDir, 'pgpassword');
    writeFileSync(passwordFile, this.#options.password, { mode: 0o600 });
    if (this.#user !== undefined) {
      for (const file of [this.#dataDir, passwordFile]) chownSync(file, this.#user.uid, this.#user.gid);
    }
    const args = [
      `--pgdata=${this.#dataDir}`,
      `--username=${POSTGRES_USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=password',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ];
    const { status, error, stderr } = spawnSync(this.#binaries.initdb, args, this.#spawnOptions());
    if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr.toString().trim()}`);
  }

  /** Starts the server process; it accepts connections a moment later. */
  start(): ChildProcess {
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = openSync(this.#logFile, 'a');
    return spawn(
      this.#binaries.postgres,
      ['-D', this.#dataDir, '-p', String(this.#options.port), ...settings],
      {
        ...this.#spawnOptions(),
        stdio: ['ignore', log, log],
      },
    );
  }

  #spawnOptions() {
    return {
      ...(this.#user ?? {}),
      cwd: this.#options.runDir,
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC', SystemRoot: process.env.SystemRoot ?? '' },
      windowsHide: true,
    };
  }
}
