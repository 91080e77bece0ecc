import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isReachable } from '../postgres/binaries.ts';
import { userForPostgres } from '../postgres/unprivileged-user.ts';

/** Prefix of the folder of a run, by which a leftover would be recognised. */
export const RUN_DIR_PREFIX = 'autwinmill-target-';

/**
 * Where everything that the target writes will be. The guardian makes the folder and removes it: nothing is on the disk
 * before there is somebody to clean up.
 */
export function planRunDir(): string {
  const user = userForPostgres();
  const usual = tmpdir();
  const closed = user !== undefined && !isReachable(usual, user.uid) && existsSync('/tmp');
  return path.join(closed ? '/tmp' : usual, `${RUN_DIR_PREFIX}${randomBytes(6).toString('hex')}`);
}
