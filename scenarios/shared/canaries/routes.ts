/** The routes that the probes knock at: every kind of resource that the suite uses. Pure. */

import type { Call, Reply } from '../../../lib/windmill/http.ts';
import { deployedRoute, runRoute } from '../../../lib/windmill/runnable.ts';

/** What the run made in a workspace for the probes to ask for. */
export interface OwnData {
  readonly workspace: string;
  /** A completed job of the owner. */
  readonly jobId: string;
  /** Text that is in the owner's data and nowhere else; not a secret. */
  readonly marker: string;
  readonly variable: string;
  readonly resource: string;
  readonly script: string;
}

export interface ProbedRoute {
  readonly name: string;
  readonly call: (data: OwnData, workspace: string) => Pick<Call, 'method' | 'path' | 'route' | 'body'>;
  /** Statuses by which the route shows that it is there and answers its rightful owner. */
  readonly owner: readonly number[];
  /** Statuses that count as denied, for who has no valid token here. */
  readonly denied: readonly number[];
  /** Statuses that count as denied, for the owner's ids asked for in another workspace. */
  readonly deniedElsewhere: readonly number[];
  /** Whether the owner's answer must hold the marker: proof that there was something to protect. */
  readonly shows: boolean;
  /** Changes something: only ever sent against what the run made itself. */
  readonly writes?: boolean;
  /** The answer holds the secret itself, if asked for by its owner. */
  readonly secret?: boolean;
}

const NO_TOKEN_HERE = [401, 403];
/** Routes that also serve anonymous callers answer 400 for a job that is not an anonymous one. */
const NOT_YOUR_JOB = [400, 401, 403, 404];
const NOT_THERE = [400, 403, 404];

function get(
  name: string,
  path: (data: OwnData) => string,
  route: string,
  more: Partial<ProbedRoute> = {},
): ProbedRoute {
  return {
    name,
    call: (data, workspace) => ({
      method: 'GET',
      path: `/w/${workspace}${path(data)}`,
      route: `/w/{workspace}${route}`,
    }),
    owner: [200],
    denied: NO_TOKEN_HERE,
    deniedElsewhere: NOT_THERE,
    shows: true,
    ...more,
  };
}

function post(
  name: string,
  path: (data: OwnData) => string,
  route: string,
  body: (data: OwnData) => unknown,
): ProbedRoute {
  return {
    name,
    call: (data, workspace) => ({
      method: 'POST',
      path: `/w/${workspace}${path(data)}`,
      route: `/w/{workspace}${route}`,
      body: body(data),
    }),
    owner: [200, 201],
    denied: NO_TOKEN_HERE,
    deniedElsewhere: NOT_THERE,
    shows: false,
    writes: true,
  };
}

const job = { denied: NOT_YOUR_JOB };

/** Reads by id or path, which another tenant could ask for in its own workspace as well. */
export const READS: readonly ProbedRoute[] = [
  get('job', (data) => `/jobs_u/get/${data.jobId}`, '/jobs_u/get/{id}', { ...job, shows: false }),
  // An id that is unknown here is answered 200 `completed:false`: denied is the absence of the data.
  get(
    'job-result',
    (data) => `/jobs_u/completed/get_result_maybe/${data.jobId}`,
    '/jobs_u/completed/get_result_maybe/{id}',
    { denied: [...NOT_YOUR_JOB, 200], deniedElsewhere: [...NOT_THERE, 200] },
  ),
  get('completed-job', (data) => `/jobs_u/completed/get/${data.jobId}`, '/jobs_u/completed/get/{id}', job),
  get('job-log', (data) => `/jobs_u/get_logs/${data.jobId}`, '/jobs_u/get_logs/{id}', job),
  get(
    'job-update',
    (data) => `/jobs_u/getupdate/${data.jobId}?running=false&log_offset=0`,
    '/jobs_u/getupdate/{id}',
    {
      ...job,
      shows: false,
    },
  ),
  get('variable', (data) => `/variables/get/${data.variable}`, '/variables/get/{path}', {
    shows: false,
    secret: true,
  }),
  get('variable-value', (data) => `/variables/get_value/${data.variable}`, '/variables/get_value/{path}', {
    shows: false,
    secret: true,
  }),
  get('resource', (data) => `/resources/get/${data.resource}`, '/resources/get/{path}'),
  get('resource-value', (data) => `/resources/get_value/${data.resource}`, '/resources/get_value/{path}'),
];

/** Lists and other reads of a workspace, which name nothing of the owner. */
export const WORKSPACE_READS: readonly ProbedRoute[] = [
  get('whoami', () => '/users/whoami', '/users/whoami', { shows: false }),
  get('job-list', () => '/jobs/list?per_page=20', '/jobs/list', { shows: false }),
  get('queue-count', () => '/jobs/queue/count', '/jobs/queue/count', { shows: false }),
  get('variable-list', () => '/variables/list', '/variables/list', { shows: false }),
  get('resource-list', () => '/resources/list', '/resources/list', { shows: false }),
  get('script', (data) => deployedRoute('get', data.script).path, '/scripts/get/p/{path}', { shows: false }),
];

/** Things that only a user of the workspace may do. */
export const WRITES: readonly ProbedRoute[] = [
  post(
    'run',
    (data) => runRoute('/jobs/run', data.script).path,
    '/jobs/run/p/{path}',
    (data) => ({ nonce: data.marker, workspace: data.workspace }),
  ),
  post(
    'run-and-wait',
    (data) => runRoute('/jobs/run_wait_result', data.script).path,
    '/jobs/run_wait_result/p/{path}',
    (data) => ({ nonce: data.marker, workspace: data.workspace }),
  ),
];

/**
 * Whether an answer counts as denied: by its status, and by holding nothing of the owner's. A status alone is not
 * enough, an error text can leak as well.
 */
export function isDenied(
  reply: Reply,
  statuses: readonly number[],
  data: OwnData,
  telltale: string,
): boolean {
  if (!statuses.includes(reply.status)) return false;
  if (reply.body.includes(data.marker) || reply.body.includes(telltale)) return false;
  return reply.status !== 200 || /"completed"\s*:\s*false/.test(reply.body);
}
