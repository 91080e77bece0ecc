import type { RunningTarget } from '../../target/start.ts';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export interface CallOptions {
  readonly body?: unknown;
  /** Instead of the tenant's own; null for none. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, instead of `body` as JSON. */
  readonly rawBody?: string;
  readonly signal?: AbortSignal;
  /** Instead of the first API process. */
  readonly baseUrl?: string;
}

/** Calls the API of a running target as one of its tenants. */
export class TargetCaller {
  readonly workspace: string;
  readonly token: string;
  readonly baseUrl: string;

  constructor(target: RunningTarget, tenant = 0) {
    const chosen = target.ready.tenants[tenant];
    if (chosen === undefined) throw new Error(`the target has no tenant ${tenant}`);
    this.workspace = chosen.workspace;
    this.token = chosen.token;
    this.baseUrl = target.ready.baseUrl;
  }

  /** `path` below `/api`. */
  async global(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const token = options.token === undefined ? this.token : options.token;
    const hasBody = options.body !== undefined || options.rawBody !== undefined;
    const response = await fetch(`${options.baseUrl ?? this.baseUrl}/api${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...options.headers,
      },
      ...(hasBody ? { body: options.rawBody ?? JSON.stringify(options.body) } : {}),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const text = await response.text();
    return { status: response.status, type: response.headers.get('content-type') ?? '', text };
  }

  /** `path` below the tenant's workspace. */
  call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    return this.global(method, `/w/${this.workspace}${path}`, options);
  }

  async json(method: string, path: string, options: CallOptions = {}): Promise<Record<string, unknown>> {
    const answer = await this.call(method, path, options);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as Record<string, unknown>;
  }

  /** Submits a script and returns the job's id. */
  async submit(script: string, args: Record<string, unknown>): Promise<string> {
    const answer = await this.call('POST', `/jobs/run/p/${script}`, { body: args });
    if (answer.status !== 201) throw new Error(`not accepted: ${answer.status} ${answer.text}`);
    return answer.text;
  }

  /** The completed job; fails when it does not complete in time. */
  async completed(jobId: string, timeoutMs = 15_000): Promise<Record<string, unknown>> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const answer = await this.call('GET', `/jobs_u/completed/get/${jobId}`);
      if (answer.status === 200) return JSON.parse(answer.text) as Record<string, unknown>;
      if (Date.now() > deadline) throw new Error(`job ${jobId} did not complete: ${answer.text}`);
      await sleep(50);
    }
  }

  async logs(jobId: string): Promise<string> {
    return (await this.call('GET', `/jobs_u/get_logs/${jobId}`)).text;
  }
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Repeats `probe` until it answers true; fails after the time-out. */
export async function eventually(probe: () => Promise<boolean> | boolean, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await probe())) {
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await sleep(50);
  }
}
