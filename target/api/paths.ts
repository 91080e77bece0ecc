import { badRequest, permissionDenied } from './reply.ts';
import { type ApiRequest, caller } from './request.ts';

const OWNED_PATH = /^(f|u|g)\/[\w.-]+\/[\w./-]+$/;

/** Items live under a folder or a user: `f/folder/name` or `u/user/name`. */
export function demandValidPath(path: string): void {
  if (!OWNED_PATH.test(path)) {
    throw badRequest(`Invalid path: ${path}. It must be of the form u/<user>/<name> or f/<folder>/<name>`);
  }
}

/** Writing needs a developer, and another user's own folder is closed to all but administrators. */
export function demandWriteAccess(request: ApiRequest, path: string): void {
  const identity = caller(request);
  if (identity.operator) throw permissionDenied('Operators cannot create or edit items');
  if (identity.admin) return;
  if (path.startsWith('u/') && !path.startsWith(`u/${identity.username}/`)) {
    throw permissionDenied(`not allowed to write to ${path}`);
  }
}

/** Whether the caller may see an item at this path. */
export function isReadable(request: ApiRequest, path: string): boolean {
  const identity = caller(request);
  return identity.admin || path.startsWith('f/') || path.startsWith(`u/${identity.username}/`);
}
