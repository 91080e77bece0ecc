import type { ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { GUARDIAN_PID_FILE } from '../supervisor/sweep.ts';
import { PostgresCluster } from './cluster.ts';
import type { FromGuardian, GuardianConfig, ToGuardian } from './guardian-protocol.ts';
import { userForPostgres } from './unprivileged-user.ts';

/**
 * Owns what would outlive a supervisor that is killed: Postgres and the folder of the run, or the database made on
 * somebody else's server. It is in a process group of its own, and cleans up when its channel to the supervisor closes.
 */
const RESTART_PAUSE_MS = 500;
const FAST_STOP_MS = 3_000;
const REMOVE_LIMIT_MS = 10_000;

let config: GuardianConfig | undefined;
let cluster: PostgresCluster | undefined;
let postgres: ChildProcess | undefined;
let ending = false;

const tell = (message: FromGuardian) => {
  // The channel may be closed at the other end before this one has noticed: its own event is where that is dealt with.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

function startPostgres(own: PostgresCluster): void {
  postgres = own.start();
  postgres.once('exit', () => {
    postgres = undefined;
    // As a container with `restart: always`: a Postgres that dies comes back.
    if (!ending) setTimeout(() => !ending && startPostgres(own), RESTART_PAUSE_MS);
  });
}

async function withAdmin(adminUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function begin(wanted: GuardianConfig): Promise<void> {
  // Postgres may run as another user than the target: it must be able to pass, though not to look around.
  mkdirSync(wanted.runDir, { mode: userForPostgres() === undefined ? 0o700 : 0o711 });
  config = wanted;
  writeFileSync(path.join(wanted.runDir, GUARDIAN_PID_FILE), `${process.pid}\n`);
  tell({ type: 'folder-made' });
  const { database } = wanted;
  if (database.kind === 'external') {
    await withAdmin(database.adminUrl, (client) =>
      client.query(`CREATE DATABASE ${client.escapeIdentifier(database.name)}`),
    );
  } else {
    cluster = new PostgresCluster({ ...wanted, port: database.port, password: database.password });
    cluster.initialise();
    if (ending) return;
    startPostgres(cluster);
  }
  tell({ type: 'ready', postgresPid: postgres?.pid });
}

async function stopPostgres(): Promise<void> {
  const child = postgres;
  if (child === undefined) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // Nothing in it is worth a checkpoint: quit at once.
    child.kill(process.platform === 'win32' ? 'SIGTERM' : 'SIGQUIT');
    setTimeout(() => child.kill('SIGKILL'), FAST_STOP_MS).unref();
  });
}

/** Processes that are themselves about to end may write a last line into it. */
async function removeFolder(folder: string): Promise<void> {
  const deadline = Date.now() + REMOVE_LIMIT_MS;
  for (;;) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        process.stderr.write(`target: ${folder} was not removed: ${(error as Error).message}\n`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, RESTART_PAUSE_MS));
    }
  }
}

async function end(): Promise<never> {
  if (!ending) {
    ending = true;
    await stopPostgres();
    if (config?.database.kind === 'external') {
      const { adminUrl, name } = config.database;
      await withAdmin(adminUrl, (client) =>
        client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`),
      ).catch((error: Error) =>
        process.stderr.write(`target: database ${name} was not dropped: ${error.message}\n`),
      );
    }
    if (config !== undefined) await removeFolder(config.runDir);
    process.exit(0);
  }
  return new Promise<never>(() => undefined);
}

process.on('message', (message: ToGuardian) => {
  if (message.type === 'end') void end();
  else {
    begin(message.config).catch((error: Error) => {
      tell({ type: 'failed', message: error.message });
      void end();
    });
  }
});
process.on('disconnect', () => void end());
// Whatever goes wrong in here, Postgres must not stay; and what cannot be written any more is no reason to leave it.
process.on('uncaughtException', () => (ending ? process.exit(1) : void end()));
process.stderr.on('error', () => undefined);
// The supervisor may have ended while this program was still being read.
if (!process.connected) void end();
// Signals meant for the supervisor are the supervisor's to pass on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
