import { badRequest, permissionDenied, refusedByDatabase } from './reply.ts';
import { type ApiRequest, caller } from './request.ts';

const OWNED_PATH = /^(f|u|g)\/[\w.-]+\/[\w./-]+$/;

/** Where Windmill stores a kind of item: the table, and the place in the source that the database's refusal names. */
export interface Storage {
  readonly table: string;
  readonly source: string;
}

/**
 * Writing needs a right to where the item lies: one's own `u/user/…`, or a folder that one may write to. The database
 * decides by row, so that a path of no such form is refused as one without a right is.
 */
export function demandWriteAccess(request: ApiRequest, path: string, storage: Storage): void {
  const identity = caller(request);
  if (identity.operator) throw permissionDenied('Operators cannot create or edit items');
  if (identity.admin) {
    if (OWNED_PATH.test(path)) return;
    throw badRequest(`Invalid path: ${path}. It must be of the form u/<user>/<name> or f/<folder>/<name>`);
  }
  if (isWritable(request, path)) return;
  throw refusedByDatabase(
    `no right to write to ${path}`,
    `new row violates row-level security policy for table "${storage.table}"`,
    storage.source,
  );
}

const folderOf = (path: string): string => (path.startsWith('f/') ? (path.split('/')[1] ?? '') : '');

/** Whether the caller may write an item at this path. */
export function isWritable(request: ApiRequest, path: string): boolean {
  const identity = caller(request);
  if (!OWNED_PATH.test(path)) return false;
  return (
    identity.admin ||
    path.startsWith(`u/${identity.username}/`) ||
    identity.folders.get(folderOf(path)) === true
  );
}

/** Whether the caller may see an item at this path. */
export function isReadable(request: ApiRequest, path: string): boolean {
  const identity = caller(request);
  return identity.admin || path.startsWith(`u/${identity.username}/`) || identity.folders.has(folderOf(path));
}
