/** The two ends of a proxied connection, and the two fault proxies, for the tests of the fault proxy. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { startFaultProxyServer } from '../../target/proxy/server.ts';

export interface Backend {
  readonly url: string;
  close(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

export function portOf(server: Server): number {
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no TCP address');
  return address.port;
}

/** Why the real Toxiproxy cannot be compared with here; undefined when it can. */
export function whyNoToxiproxy(): string | undefined {
  const { error } = spawnSync('toxiproxy-server', ['--version']);
  return error ? `toxiproxy-server is not on PATH (${error.message})` : undefined;
}

async function startToxiproxy(): Promise<Backend> {
  const port = await freePort();
  const process = spawn('toxiproxy-server', ['-host', '127.0.0.1', '-port', String(port)], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  const exited = once(process, 'exit');
  for (let attempt = 0; ; attempt += 1) {
    const up = await fetch(`${url}/version`).then(
      (response) => response.ok,
      () => false,
    );
    if (up) break;
    if (attempt > 100 || process.exitCode !== null) {
      process.kill();
      throw new Error('toxiproxy-server did not start');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    async close() {
      process.kill();
      await exited;
    },
  };
}

export const BACKENDS: readonly { name: string; skip: string | undefined; start: () => Promise<Backend> }[] =
  [
    { name: 'embedded', skip: undefined, start: () => startFaultProxyServer() },
    { name: 'real Toxiproxy', skip: whyNoToxiproxy(), start: startToxiproxy },
  ];

/** A server that sends back what it gets; `sockets` are the connections open now. */
export async function startEcho(): Promise<{
  address: string;
  sockets: Set<Socket>;
  close(): Promise<void>;
}> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${portOf(server)}`,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A client that keeps what it receives and how its connection ended. */
export class Client {
  readonly socket: Socket;
  received = 0;
  #parts: Buffer[] = [];
  /** 'closed', or the error code the connection ended with; undefined while it is open. */
  ending: string | undefined;
  readonly ended: Promise<string>;
  #wake: () => void = () => {};

  constructor(listen: string) {
    const [port, host] = [Number(listen.split(':').pop()), '127.0.0.1'];
    this.socket = connect({ host, port, allowHalfOpen: false, noDelay: true });
    let code: string | undefined;
    this.socket.on('error', (error) => {
      code = 'code' in error ? String(error.code) : error.message;
    });
    this.socket.on('data', (chunk: Buffer) => {
      this.received += chunk.length;
      this.#parts.push(chunk);
      this.#wake();
    });
    this.ended = new Promise((resolve) => {
      this.socket.on('close', () => {
        this.ending = code ?? 'closed';
        this.#wake();
        resolve(this.ending);
      });
    });
  }

  /** Milliseconds from sending `data` until as many bytes came back; throws when the connection ends before. */
  async roundTrip(data: Buffer | string = 'ping'): Promise<number> {
    const start = performance.now();
    const bytes = this.received + Buffer.byteLength(data);
    this.socket.write(data);
    while (this.received < bytes) {
      if (this.ending) throw new Error(`connection ${this.ending} after ${this.received} of ${bytes} bytes`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return performance.now() - start;
  }

  /** The shortest of `times` round trips: what a busy machine adds to some of them does not count. */
  async fastest(times = 5): Promise<number> {
    let best = Number.POSITIVE_INFINITY;
    for (let time = 0; time < times; time += 1) best = Math.min(best, await this.roundTrip());
    return best;
  }

  content(): Buffer {
    return Buffer.concat(this.#parts);
  }

  destroy(): void {
    this.socket.destroy();
  }
}
