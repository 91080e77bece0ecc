import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Behaviour, parseBehaviour } from './behaviour.ts';
import { Stats } from './stats.ts';
import { WaitingLine } from './waiting-line.ts';

export interface ThirdParty {
  /** Address without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ThirdPartyOptions {
  /** Interface to listen on; loopback unless told otherwise. */
  host?: string;
  /** 0 or left out: a free port. */
  port?: number;
  /** Left out: it serves any number of requests at once, each at once. */
  capacity?: Capacity;
  /** Who may use the control routes (`/_stats`, `/_behaviour`); `anyone` is for a network of its own, as in compose. */
  controlFrom?: 'loopback' | 'anyone';
}

/** A provider that serves `atOnce` requests at a time, each for `ms` milliseconds; the others stand in line. */
export interface Capacity {
  readonly atOnce: number;
  readonly ms: number;
}

const BODY_LIMIT = 1024 * 1024;

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** The body as text, or undefined when it is larger than the limit. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

class ThirdPartyServer {
  readonly #stats = new Stats();
  #behaviour: Behaviour = { mode: 'ok', ms: 0 };
  readonly #hanging = new Set<ServerResponse>();
  readonly #controlFrom: 'loopback' | 'anyone';

  readonly #line: WaitingLine | undefined;

  constructor(controlFrom: 'loopback' | 'anyone', capacity: Capacity | undefined) {
    this.#controlFrom = controlFrom;
    this.#line = capacity === undefined ? undefined : new WaitingLine(capacity);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/'] = (request.url ?? '/').split('?');
    if (path === '/_stats' || path === '/_behaviour') await this.#control(path, request, response);
    else await this.#serve(path, request, response);
  }

  async #control(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#controlFrom === 'loopback' && !isLoopback(request.socket.remoteAddress)) {
      sendJson(response, 403, { error: `${path} is open to loopback only` });
      return;
    }
    switch (`${request.method} ${path}`) {
      case 'GET /_stats':
        sendJson(response, 200, this.#stats.snapshot(this.#line?.atOnce ?? null));
        return;
      case 'DELETE /_stats':
        this.#stats.reset();
        sendJson(response, 200, this.#stats.snapshot(this.#line?.atOnce ?? null));
        return;
      case 'GET /_behaviour':
        sendJson(response, 200, this.#behaviour);
        return;
      case 'POST /_behaviour': {
        const parsed = parseBehaviour((await readBody(request)) ?? '');
        if ('error' in parsed) {
          sendJson(response, 400, parsed);
          return;
        }
        this.#behaviour = parsed.behaviour;
        if (parsed.behaviour.mode !== 'hang') this.#letGo();
        sendJson(response, 200, this.#behaviour);
        return;
      }
      default:
        sendJson(response, 405, { error: `${request.method} is not allowed on ${path}` });
    }
  }

  async #serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    this.#stats.received(method, path);
    response.once('close', () => {
      this.#hanging.delete(response);
      this.#stats.finished(response.writableFinished ? response.statusCode : undefined);
    });
    const body = await readBody(request);
    if (body === undefined) {
      response.setHeader('connection', 'close');
      sendJson(response, 413, { error: `larger than ${BODY_LIMIT} bytes` });
      return;
    }
    // Read after the body: a request is answered as the third party is when it has it all.
    const { mode, ms } = this.#behaviour;
    if (mode === 'hang') {
      this.#hanging.add(response);
    } else if (mode === 'error') {
      sendJson(response, 500, { error: 'internal error' });
    } else if (mode === 'slow') {
      const timer = setTimeout(() => this.#accept(response, method, path), ms);
      response.once('close', () => clearTimeout(timer));
    } else {
      await this.#line?.pass();
      this.#accept(response, method, path);
    }
  }

  #accept(response: ServerResponse, method: string, path: string): void {
    sendJson(response, 200, { id: randomUUID(), status: 'accepted', method, path });
  }

  /** Ends what hangs without an answer, as a provider that restarts does. */
  #letGo(): void {
    for (const response of this.#hanging) response.destroy();
    this.#hanging.clear();
  }
}

/**
 * Starts the stand-in for the API that AutWinmill's jobs call, for example a messaging provider: any GET or POST is
 * accepted with a small JSON answer. `GET /_stats` tells what it received (`DELETE` starts anew), and
 * `POST /_behaviour {"mode": "ok"|"error"|"hang"|"slow", "ms"?}` makes it misbehave in the ways that a TCP proxy
 * cannot, such as answering 500.
 */
export async function startThirdParty(opts: ThirdPartyOptions = {}): Promise<ThirdParty> {
  const host = opts.host ?? '127.0.0.1';
  const thirdParty = new ThirdPartyServer(opts.controlFrom ?? 'loopback', opts.capacity);
  // A caller that vanishes while its body is read ends in an error nobody waits for.
  const server = createServer((request, response) => {
    thirdParty.handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(opts.port ?? 0, host, resolve);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the third party has no TCP address');
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
