import { isReadable } from '../paths.ts';
import { ApiError, permissionDenied } from '../reply.ts';
import type { ApiRequest } from '../request.ts';

interface Owned {
  readonly id: string;
  readonly created_by: string;
  readonly permissioned_as: string;
  readonly script_path: string | null;
}

/**
 * Whether the caller may see a job of this workspace. No valid token for the workspace counts as not logged in, and
 * gets a 400; a member who owns neither the job nor a folder it may read gets a 403.
 */
export function demandJobAccess(request: ApiRequest, job: Owned): void {
  const { identity } = request;
  if (identity === undefined) {
    if (job.created_by === 'anonymous') return;
    throw new ApiError(
      400,
      'Bad request: As a non logged in user, you can only see jobs ran by anonymous users',
    );
  }
  if (identity.admin || job.permissioned_as === `u/${identity.username}`) return;
  if (isReadable(request, job.script_path ?? '')) return;
  throw permissionDenied(`no access to job ${job.id}`);
}
