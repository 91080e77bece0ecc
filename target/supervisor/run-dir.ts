import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isReachable } from '../postgres/binaries.ts';
import { userForPostgres } from '../postgres/unprivileged-user.ts';

/** Prefix of the folder of a run, by which a leftover would be recognised. */
export const RUN_DIR_PREFIX = 'autwinmill-target-';

/** The folder of this run: everything the target writes, removed when it stops. */
export function createRunDir(): string {
  const user = userForPostgres();
  const usual = tmpdir();
  const closed = user !== undefined && !isReachable(usual, user.uid) && existsSync('/tmp');
  const dir = mkdtempSync(path.join(closed ? '/tmp' : usual, RUN_DIR_PREFIX));
  // Postgres runs as another user when the target runs as root: it must be able to pass, though not to look around.
  if (user !== undefined) chmodSync(dir, 0o711);
  return dir;
}
