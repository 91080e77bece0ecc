import { execFileSync } from 'node:child_process';

export interface UnprivilegedUser {
  readonly uid: number;
  readonly gid: number;
}

/** Accounts that may run Postgres for root: its own where there is one, else the one that owns nothing. */
const CANDIDATES = ['postgres', 'nobody'];

/** Postgres refuses to run as root. Root gets an account to run it under; anyone else runs it as themselves. */
export function userForPostgres(): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of CANDIDATES) {
    try {
      return { uid: idOf('-u', name), gid: idOf('-g', name) };
    } catch {
      // No such account here: try the next.
    }
  }
  throw new Error(
    `Postgres does not run as root, and there is no account to run it under (${CANDIDATES.join(', ')}): run the target as an ordinary user, or set DATABASE_URL.`,
  );
}

function idOf(flag: string, name: string): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}
