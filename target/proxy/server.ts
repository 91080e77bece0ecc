import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Reply, ToxiproxyApi } from './api.ts';
import { ApiError } from './toxic.ts';

/** Largest request body; a populate of hundreds of proxies stays far below. */
const BODY_LIMIT = 1024 * 1024;

export interface FaultProxyServer {
  /** Address of the HTTP API, without a slash at the end. */
  readonly url: string;
  /** Creates a TCP proxy; `listen` defaults to a free loopback port. Answers with the address it got. */
  createProxy(proxy: {
    name: string;
    listen?: string;
    upstream: string;
  }): Promise<{ name: string; listen: string }>;
  /** Stops the API and every proxy, and closes every connection. */
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new ApiError(`request body larger than ${BODY_LIMIT} bytes`, 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function answer(api: ToxiproxyApi, request: IncomingMessage): Promise<Reply> {
  // As Toxiproxy does: a web page must not be able to steer the proxies of whoever reads it.
  if (request.headers['user-agent']?.startsWith('Mozilla/')) {
    return { status: 403, body: 'User agent not allowed\n' };
  }
  try {
    const [pathname = '/'] = (request.url ?? '/').split('?');
    const path = pathname.split('/').slice(1).map(decodeURIComponent);
    return await api.handle(request.method ?? 'GET', path, await readBody(request));
  } catch (error) {
    if (error instanceof ApiError)
      return { status: error.status, body: { error: error.message, status: error.status } };
    if (error instanceof URIError) return { status: 400, body: { error: 'bad path', status: 400 } };
    throw error;
  }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.statusCode = status;
  if (body === undefined) {
    response.end();
    return;
  }
  const plain = typeof body === 'string';
  response.setHeader('content-type', plain ? 'text/plain;charset=utf-8' : 'application/json');
  response.end(plain ? body : JSON.stringify(body));
}

/**
 * Starts TCP fault proxies behind Toxiproxy's HTTP API, so that a client made for the real Toxiproxy steers them and
 * the real one can take their place. Loopback and a free port unless told otherwise.
 */
export async function startFaultProxyServer(
  opts: { host?: string; port?: number } = {},
): Promise<FaultProxyServer> {
  const host = opts.host ?? '127.0.0.1';
  const api = new ToxiproxyApi();
  const server = createServer((request, response) => {
    answer(api, request).then(
      (reply) => send(response, reply),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        send(response, { status: 500, body: { error: message, status: 500 } });
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(opts.port ?? 0, host, resolve);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the fault proxy API has no TCP address');
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    async createProxy(proxy) {
      const { name, listen } = await api.create(proxy);
      return { name, listen };
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, api.close()]);
    },
  };
}
