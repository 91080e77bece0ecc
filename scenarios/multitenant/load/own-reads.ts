/** What every tenant reads of its own while the load runs: each kind of answer that could carry another's data. */
import { OWN_SCRIPTS } from '../../../lib/journeys/outcome.ts';
import type { Call } from '../../../lib/windmill/http.ts';
import type { OwnData } from '../../shared/canaries/routes.ts';

export interface OwnRead {
  readonly name: string;
  readonly call: (data: OwnData) => Pick<Call, 'method' | 'path' | 'route' | 'body'>;
  /** The tenant's canary must be in the answer; `own-scripts`: where the script under load is one of the suite's. */
  readonly shows: boolean | 'own-scripts';
}

function get(
  name: string,
  path: (data: OwnData) => string,
  route: string,
  shows: OwnRead['shows'] = false,
): OwnRead {
  return { name, call: (data) => ({ method: 'GET', path: path(data), route }), shows };
}

/** A path that every tenant has, with another value in each: what a cache without the workspace would mix up. */
export const SHARED_NAME = 'shared';

/** The path of the same name in every workspace. */
export function sharedPath(ownPath: string): string {
  return ownPath.replace(/[^_]+$/, SHARED_NAME);
}

const UNKNOWN_JOB = '00000000-0000-4000-8000-000000000000';

/** Paths and routes are below the workspace. */
export const OWN_READS: readonly OwnRead[] = [
  get('job', ({ jobId }) => `/jobs_u/get/${jobId}`, '/jobs_u/get/{id}', true),
  get(
    'job-result',
    ({ jobId }) => `/jobs_u/completed/get_result_maybe/${jobId}`,
    '/jobs_u/completed/get_result_maybe/{id}',
    'own-scripts',
  ),
  get(
    'completed-job',
    ({ jobId }) => `/jobs_u/completed/get/${jobId}`,
    '/jobs_u/completed/get/{id}',
    'own-scripts',
  ),
  get('job-log', ({ jobId }) => `/jobs_u/get_logs/${jobId}`, '/jobs_u/get_logs/{id}', 'own-scripts'),
  get(
    'job-update',
    ({ jobId }) => `/jobs_u/getupdate/${jobId}?running=false&log_offset=0`,
    '/jobs_u/getupdate/{id}',
  ),
  get(
    'shared-variable',
    ({ variable }) => `/variables/get/${sharedPath(variable)}`,
    '/variables/get/{path}',
    true,
  ),
  get(
    'shared-value',
    ({ variable }) => `/variables/get_value/${sharedPath(variable)}`,
    '/variables/get_value/{path}',
    true,
  ),
  get(
    'shared-resource',
    ({ resource }) => `/resources/get/${sharedPath(resource)}`,
    '/resources/get/{path}',
    true,
  ),
  get(
    'shared-resource-value',
    ({ resource }) => `/resources/get_value/${sharedPath(resource)}`,
    '/resources/get_value/{path}',
    true,
  ),
  get('variable', ({ variable }) => `/variables/get/${variable}`, '/variables/get/{path}', true),
  get(
    'variable-value',
    ({ variable }) => `/variables/get_value/${variable}`,
    '/variables/get_value/{path}',
    true,
  ),
  get('resource', ({ resource }) => `/resources/get/${resource}`, '/resources/get/{path}', true),
  get(
    'resource-value',
    ({ resource }) => `/resources/get_value/${resource}`,
    '/resources/get_value/{path}',
    true,
  ),
  get('job-list', () => '/jobs/list?per_page=20', '/jobs/list'),
  get('queue-list', () => '/jobs/queue/list?per_page=20', '/jobs/queue/list'),
  get('variable-list', () => '/variables/list?per_page=100', '/variables/list'),
  get('resource-list', () => '/resources/list?per_page=100', '/resources/list'),
  get('missing-variable', ({ variable }) => `/variables/get/${variable}x`, '/variables/get/{path}'),
  get('missing-job', () => `/jobs_u/get/${UNKNOWN_JOB}`, '/jobs_u/get/{id}'),
  {
    name: 'missing-script',
    call: ({ script, marker }) => ({
      method: 'POST',
      path: `/jobs/run/p/${script}_missing`,
      route: '/jobs/run/p/{path}',
      body: { nonce: marker },
    }),
    shows: false,
  },
];

/** Reads whose answer must show the canary, given the script under load. */
export function provingReads(script: string): readonly OwnRead[] {
  return OWN_READS.filter(
    ({ shows }) => shows === true || (shows === 'own-scripts' && script.startsWith(OWN_SCRIPTS)),
  );
}
