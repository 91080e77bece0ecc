import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the stand-in misbehaves; all off by default. */
export interface StandInFaults {
  /** Answers `/api/version` with a redirect to this address. */
  redirectTo?: string;
  /** Answers every job with a result of this many bytes. */
  resultBytes?: number;
  /** Milliseconds that a job takes. */
  jobMs?: number;
  /** Answers jobs with this status. */
  status?: number;
}

/** A server that answers the calls of the load family the way Windmill does, fast and without a database. */
export interface StandIn {
  readonly url: string;
  readonly token: string;
  readonly workspace: string;
  readonly faults: StandInFaults;
  /** Requests by `METHOD path` (ids replaced). */
  readonly seen: Map<string, number>;
  /** Environment that points the runner at it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

const TOKEN = 'stand-in-token-5a8e';
const WORKSPACE = 'client-a';

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

export async function startStandIn(): Promise<StandIn> {
  const faults: StandInFaults = {};
  const seen = new Map<string, number>();
  const jobs = new Map<string, { readonly endsAt: number; readonly result: unknown }>();
  const startedAt = new Date().toISOString();

  const resultOf = (args: Record<string, unknown>) => ({
    nonce: args.nonce,
    workspace: WORKSPACE,
    payload: faults.resultBytes === undefined ? null : 'x'.repeat(faults.resultBytes),
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(/\?.*/, '');
    const route = `${request.method} ${path.replace(/[0-9a-f-]{36}/, '{id}')}`;
    seen.set(route, (seen.get(route) ?? 0) + 1);
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (path === '/api/version') {
      if (faults.redirectTo !== undefined) response.writeHead(302, { location: faults.redirectTo }).end();
      else response.end('CE v1.600.0');
      return;
    }
    if (path === '/api/health/status') return json(200, { status: 'healthy' });
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      response.writeHead(401).end('Unauthorized');
      return;
    }
    if (path === '/api/workers/list') return json(200, [{ worker: 'wk-1', started_at: startedAt }]);
    const below = path.replace(`/api/w/${WORKSPACE}`, '');
    if (below === '/users/whoami') return json(200, { username: 'perf', is_admin: false });
    if (below.startsWith('/scripts/exists/p/')) return json(200, below.endsWith('/echo'));
    if (below.startsWith('/scripts/get/p/')) return json(200, { hash: 'abc123' });
    if (below === '/jobs/queue/count') return json(200, { database_length: 0 });
    if (faults.status !== undefined && below.startsWith('/jobs/run')) return json(faults.status, 'no');
    if (below.startsWith('/jobs/run_wait_result/p/')) {
      const args = await bodyOf(request);
      setTimeout(() => json(200, resultOf(args)), faults.jobMs ?? 1);
      return;
    }
    if (below.startsWith('/jobs/run/p/')) {
      const id = randomUUID();
      jobs.set(id, { endsAt: Date.now() + (faults.jobMs ?? 1), result: resultOf(await bodyOf(request)) });
      response.writeHead(201, { 'content-type': 'text/plain' }).end(id);
      return;
    }
    const id = below.split('/').at(-1) ?? '';
    const job = jobs.get(id);
    if (job !== undefined && below.startsWith('/jobs_u/completed/get_result_maybe/')) {
      return Date.now() < job.endsAt
        ? json(200, { completed: false, started: true })
        : json(200, { completed: true, success: true, result: job.result });
    }
    if (job !== undefined && below.startsWith('/jobs_u/completed/get/')) {
      const time = new Date(job.endsAt).toISOString();
      return json(200, { id, created_at: time, started_at: time, duration_ms: 1, success: true });
    }
    response.writeHead(404).end('Not found');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    token: TOKEN,
    workspace: WORKSPACE,
    faults,
    seen,
    environment: { WM_BASE_URL: url, WM_TOKEN: TOKEN, WM_WORKSPACE: WORKSPACE },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
