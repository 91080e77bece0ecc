import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isRefusal } from '../db/pool.ts';
import type { Log } from '../log-file.ts';
import type { Authenticator } from './auth/authenticate.ts';
import { tokenOf } from './auth/authenticate.ts';
import type { Identity } from './auth/identity.ts';
import { demandScope } from './auth/scopes.ts';
import { corsHeaders, preflight } from './cors.ts';
import type { ApiHooks } from './hooks.ts';
import { ApiError, empty, noToken, notAuthorized, type Reply, refusedByDatabase, text } from './reply.ts';
import type { ApiRequest } from './request.ts';
import type { Match, Router } from './router.ts';
import type { Services } from './services.ts';

/** A job's arguments of 17 MB are known to pass. */
const MAX_BODY_BYTES = 50 * 1024 * 1024;
const KEEP_ALIVE_MS = 120_000;
const TOO_LARGE = 413;
/** For the access log: the client left before it was answered. */
const CLIENT_CLOSED_REQUEST = 499;

const WEB_APP: Reply = {
  status: 200,
  contentType: 'text/html',
  body: '<!doctype html><html lang="en"><head><title>Windmill</title></head><body><div id="app"></div></body></html>',
};

export interface ServerParts {
  readonly router: Router;
  readonly authenticator: Authenticator;
  readonly services: Services;
  readonly hooks: ApiHooks;
  readonly log: Log;
}

export function createApiServer(parts: ServerParts): Server {
  const server = createServer((incoming, outgoing) => {
    void serve(parts, incoming, outgoing);
  });
  // Longer than any client keeps an idle connection, so that none is closed under a request just being sent.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 5_000;
  server.requestTimeout = 0;
  return server;
}

async function serve(parts: ServerParts, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const started = performance.now();
  const method = incoming.method ?? 'GET';
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1));
  let hungUp = false;
  outgoing.on('close', () => {
    hungUp = !outgoing.writableFinished;
  });
  let match: Match | undefined;
  let reply: Reply;
  try {
    const body = await readBody(incoming);
    match = findRoute(parts.router, method, path);
    reply =
      match === undefined
        ? fallback(parts.router, method, path)
        : await dispatch(parts, match, {
            method,
            path,
            query,
            body,
            headers: incoming.headers,
            hungUp: () => hungUp,
          });
  } catch (error) {
    reply = errorReply(parts, error);
    // Part of the body may still be on its way: a next request on this connection would wait behind it for ever.
    if (reply.status === TOO_LARGE) outgoing.shouldKeepAlive = false;
  }
  if (!outgoing.destroyed) write(outgoing, reply, method, path);
  const status = hungUp ? CLIENT_CLOSED_REQUEST : reply.status;
  const ms = Math.round((performance.now() - started) * 10) / 10;
  // The path alone: a token may be in the query, and never belongs in a log.
  parts.log('request', { method, path: parts.hooks.logged(target, path), status, ms });
  for (const line of parts.hooks.logLines({ method, target, status, ms })) parts.log.line(line);
}

type Incoming = Omit<ApiRequest, 'params' | 'identity' | 'services'>;

async function dispatch(parts: ServerParts, match: Match, incoming: Incoming): Promise<Reply> {
  const { hooks, services } = parts;
  const early = await hooks.before(match, incoming);
  if (early !== undefined) return early;
  return hooks.around(match, async () => {
    const identity = await identify(parts, match, incoming);
    const request: ApiRequest = { ...incoming, params: match.params, identity, services };
    const reply = await match.route.handle(request);
    return hooks.after(match, request, reply);
  });
}

async function identify(parts: ServerParts, match: Match, incoming: Incoming): Promise<Identity | undefined> {
  const { access } = match.route;
  if (access === 'none') return undefined;
  const token = tokenOf(incoming.headers, incoming.query);
  const workspace = access === 'global' ? undefined : match.params.w;
  const valid = token === undefined ? undefined : await parts.authenticator.identify(token, workspace);
  const passes = valid ?? (await parts.hooks.identify(match, token));
  if (passes === undefined) {
    if (access === 'optional') return undefined;
    throw token === undefined ? noToken() : notAuthorized();
  }
  const identity = parts.hooks.rights(passes);
  demandScope(identity, match.route, match.params.path);
  return identity;
}

function findRoute(router: Router, method: string, path: string): Match | undefined {
  if (!path.startsWith('/api/')) return undefined;
  const segments = path.slice('/api/'.length).split('/');
  return router.match(method, segments) ?? (method === 'HEAD' ? router.match('GET', segments) : undefined);
}

function fallback(router: Router, method: string, path: string): Reply {
  if (path !== '/api' && !path.startsWith('/api/')) return WEB_APP;
  const methods = router.methods(path.slice('/api/'.length).split('/'));
  if (methods.length === 0) return empty(404);
  const allow = methods.flatMap((name) => (name === 'DELETE' ? [name] : [name, 'HEAD']));
  return (
    preflight(method, path, [...new Set(allow)]) ?? { ...empty(405), headers: { allow: allow.join(',') } }
  );
}

/** What a handler threw, as what its caller is told; undefined: a mistake of this program. */
function asApiError(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) {
    return undefined;
  }
  // Whatever else a handler throws comes from the database.
  const message = error instanceof Error ? error.message : String(error);
  if (isRefusal(error)) return refusedByDatabase('the database refuses a value', message, SOURCE);
  return new ApiError(400, `SqlErr: ${message}`, `SqlErr: ${message} (${SOURCE})`);
}

/** Where Windmill has such errors from. */
const SOURCE = 'lib.rs:1571';

function errorReply(parts: ServerParts, error: unknown): Reply {
  const told = asApiError(error);
  if (told !== error) {
    parts.log('handler-error', { message: error instanceof Error ? error.message : String(error) });
  }
  const reply =
    told === undefined ? text('Internal: unexpected error', 500) : text(told.message, told.status);
  return parts.hooks.failed(reply, told);
}

function write(outgoing: ServerResponse, reply: Reply, method: string, path: string): void {
  const length = Buffer.byteLength(reply.body);
  outgoing.statusCode = reply.status;
  if (reply.contentType !== null) {
    outgoing.setHeader(
      'content-type',
      reply.contentType === 'application/json' ? 'application/json' : `${reply.contentType}; charset=utf-8`,
    );
  }
  for (const [name, value] of Object.entries({ ...corsHeaders(path, reply.status), ...reply.headers })) {
    outgoing.setHeader(name, value);
  }
  outgoing.setHeader('content-length', length);
  if (reply.statusText !== undefined) outgoing.statusMessage = reply.statusText;
  outgoing.end(method === 'HEAD' ? undefined : reply.body);
}

const NO_BODY = Buffer.alloc(0);

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  if (incoming.method === 'GET' || incoming.method === 'HEAD') {
    incoming.resume();
    return NO_BODY;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES)
      throw new ApiError(TOO_LARGE, 'Failed to buffer the request body: length limit exceeded');
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] ?? NO_BODY) : Buffer.concat(chunks);
}
