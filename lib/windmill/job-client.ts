/**
 * Jobs of one user of one workspace: submitted, waited for, asked about. All that the journeys of a load need of
 * Windmill's API. Each user keeps every method it has, so what only scenarios ask for stands in client.ts; and a request
 * copies no object on its way, since a user makes many.
 */

import http, { type RefinedResponse } from 'k6/http';
import type {
  GetCompletedJobResponse,
  GetCompletedJobResultMaybeResponse,
  ScriptArgs,
} from 'windmill-client';
import type { Tenant } from '../settings/parsers.ts';
import {
  type Answer,
  bodyText,
  type Call,
  type CallOptions,
  type Endpoint,
  endpoint,
  fieldOf,
  headersOf,
  jsonOf,
  paramsOf,
} from './http.ts';
import { ROUTE } from './routes.ts';
import { isFlowName, runPath } from './runnable.ts';
import { uuidIn } from './uuid.ts';

export type { CallOptions } from './http.ts';

/** A reply with its body in the shape that the API promises, or null where it is not in that shape. */
export interface Typed<T, R extends Answer = Answer> {
  readonly reply: R;
  readonly value: T | null;
}

type JobResult = GetCompletedJobResultMaybeResponse;

const RUN = endpoint('POST', ROUTE.run);
const RUN_FLOW = endpoint('POST', ROUTE.runFlow);
const RUN_AND_WAIT = endpoint('POST', ROUTE.runAndWait);
const RUN_FLOW_AND_WAIT = endpoint('POST', ROUTE.runFlowAndWait);
const RESULT = endpoint('GET', ROUTE.result);
const COMPLETED = endpoint('GET', ROUTE.completed);

export class JobClient<R extends Answer = Answer> {
  readonly baseUrl: string;
  readonly workspace: string;
  /** For headers and for secrets derived from it; never written anywhere. */
  readonly token: string;
  readonly #read: (response: RefinedResponse<'text'>) => R;
  readonly #headers: Record<string, string>;
  readonly #headersOfBody: Record<string, string>;

  /** @param read what it takes of each answer. */
  constructor(baseUrl: string, tenant: Tenant, read: (response: RefinedResponse<'text'>) => R) {
    this.baseUrl = baseUrl;
    this.workspace = tenant.workspace;
    this.token = tenant.token;
    this.#read = read;
    this.#headers = headersOf(tenant.token, false);
    this.#headersOfBody = headersOf(tenant.token, true);
  }

  /**
   * Every call of this client, with its user's token.
   * @param path below `/api`, ids and query included.
   */
  ask(to: Endpoint, path: string, body: unknown, options: CallOptions): R {
    const text = bodyText(body);
    const own = text === null ? this.#headers : this.#headersOfBody;
    const headers =
      options.headers === undefined ? own : headersOf(this.token, text !== null, options.headers);
    const url = `${this.baseUrl}/api${path}`;
    return this.#read(http.request(to.method, url, text, paramsOf(to, headers, options)));
  }

  /** Any call below `/api`. */
  call(call: Omit<Call, 'token'>): R {
    return this.ask(endpoint(call.method, call.route), call.path, call.body, call);
  }

  /** Any call below `/api/w/{workspace}`; `route` and `path` start after it. */
  inWorkspace(call: Omit<Call, 'token'>): R {
    const to = endpoint(call.method, `/w/{workspace}${call.route}`);
    return this.ask(to, `/w/${this.workspace}${call.path}`, call.body, call);
  }

  /** Submits a job. The value is its id, where the answer is 201 and a UUID. */
  run(
    script: string,
    args: ScriptArgs,
    options: CallOptions & { readonly jobId?: string | undefined } = {},
  ): Typed<string, R> {
    const query = options.jobId === undefined ? '' : `?job_id=${options.jobId}`;
    const path = `/w/${this.workspace}${runPath('/jobs/run', script)}${query}`;
    const reply = this.ask(isFlowName(script) ? RUN_FLOW : RUN, path, args, options);
    return { reply, value: reply.status === 201 ? uuidIn(reply.body) : null };
  }

  /** Submits a job and waits for its result in the same request. A failed job is 422, or 200 with `error`. */
  runAndWait(script: string, args: ScriptArgs, options: CallOptions = {}): R {
    const path = `/w/${this.workspace}${runPath('/jobs/run_wait_result', script)}`;
    return this.ask(isFlowName(script) ? RUN_FLOW_AND_WAIT : RUN_AND_WAIT, path, args, options);
  }

  /** Whether a job started, ended, and with which result. An unknown id is simply not completed. */
  result(jobId: string, options: CallOptions = {}): Typed<JobResult, R> {
    const path = `/w/${this.workspace}/jobs_u/completed/get_result_maybe/${jobId}?get_started=true`;
    const reply = this.ask(RESULT, path, undefined, options);
    const content = reply.status === 200 ? jsonOf(reply) : null;
    const shaped = typeof fieldOf(content, 'completed') === 'boolean';
    return { reply, value: shaped ? (content as JobResult) : null };
  }

  /** A completed job with its times. */
  completedJob(jobId: string, options: CallOptions = {}): Typed<GetCompletedJobResponse, R> {
    const path = `/w/${this.workspace}/jobs_u/completed/get/${jobId}`;
    const reply = this.ask(COMPLETED, path, undefined, options);
    const content = reply.status === 200 ? jsonOf(reply) : null;
    const shaped = typeof fieldOf(content, 'id') === 'string';
    return { reply, value: shaped ? (content as GetCompletedJobResponse) : null };
  }

  /** Cancels a job that a journey gave up on, so that it does not burden who comes after. */
  cancel(jobId: string, options: CallOptions = {}): R {
    const body = { reason: 'performance test: not waited for any longer' };
    const path = `/jobs_u/queue/cancel/${jobId}`;
    return this.inWorkspace({
      method: 'POST',
      path,
      route: '/jobs_u/queue/cancel/{id}',
      body,
      ...options,
    });
  }
}
