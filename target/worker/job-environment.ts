import { signJobToken } from '../api/auth/job-token.ts';
import type { ClaimedJob } from './claims.ts';
import type { Environment } from './protocol.ts';

/** A job token outlives its job by this much, for calls that are still on their way. */
const TOKEN_GRACE_MS = 60_000;

const userOf = (job: ClaimedJob): string => job.permissioned_as.replace(/^u\//, '');

export interface EnvironmentInputs {
  readonly baseUrl: string;
  readonly jobTokenKey: string;
  readonly timeoutMs: number;
}

/** The variables that Windmill gives a job; the token acts as the user who started it, in this workspace only. */
export function jobEnvironment(job: ClaimedJob, inputs: EnvironmentInputs): Environment {
  const token = signJobToken(inputs.jobTokenKey, {
    workspace: job.workspace_id,
    email: job.email,
    username: userOf(job),
    jobId: job.id,
    expiresAt: Date.now() + inputs.timeoutMs + TOKEN_GRACE_MS,
  });
  return {
    WM_TOKEN: token,
    WM_WORKSPACE: job.workspace_id,
    WM_JOB_ID: job.id,
    WM_JOB_PATH: job.script_path,
    WM_SCRIPT_PATH: job.script_path,
    WM_SCRIPT_HASH: job.script_hash ?? '',
    ...(job.parent_job === null ? {} : { WM_FLOW_JOB_ID: job.parent_job }),
    WM_ROOT_FLOW_JOB_ID: job.root_job ?? job.id,
    ...(job.flow_step_id === null ? {} : { WM_FLOW_STEP_ID: job.flow_step_id }),
    ...(job.schedule_path === null ? {} : { WM_SCHEDULE_PATH: job.schedule_path }),
    WM_STATE_PATH: `${job.permissioned_as}/${job.script_path.replaceAll('/', '_')}`,
    WM_EMAIL: job.email,
    WM_USERNAME: job.created_by,
    WM_PERMISSIONED_AS: job.permissioned_as,
    BASE_URL: inputs.baseUrl,
    BASE_INTERNAL_URL: inputs.baseUrl,
    WM_BASE_URL: inputs.baseUrl,
  };
}
