import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FaultProxyServer, startFaultProxyServer } from './server.ts';

let proxies: FaultProxyServer;
let upstream: Server;
let upstreamSockets: Socket[];
let serve: (socket: Socket) => void;

beforeEach(async () => {
  upstreamSockets = [];
  serve = (socket) => socket.pipe(socket);
  upstream = createServer({ allowHalfOpen: true }, (socket) => {
    upstreamSockets.push(socket);
    socket.on('error', () => {});
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  proxies = await startFaultProxyServer();
});
afterEach(async () => {
  await proxies.close();
  for (const socket of upstreamSockets) socket.destroy();
  upstream.close();
});

async function createProxy(name = 'p') {
  const address = upstream.address();
  if (!address || typeof address === 'string') throw new Error('no address');
  return proxies.createProxy({ name, upstream: `127.0.0.1:${address.port}` });
}

async function dial(listen: string, allowHalfOpen = false): Promise<Socket> {
  const [host = '', port] = listen.split(':');
  const socket = connect({ host, port: Number(port), allowHalfOpen });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

const set = (path: string, body: unknown, method = 'POST') =>
  fetch(`${proxies.url}/proxies/${path}`, { method, body: JSON.stringify(body) });

async function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(socket, 'end');
  return text;
}

describe('the fault proxy server', () => {
  it('listens on loopback and answers with the address it got', async () => {
    expect(proxies.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await createProxy()).listen).toMatch(/^127\.0\.0\.1:\d+$/);
    await expect(createProxy()).rejects.toThrow('proxy already exists');
  });

  it('carries a half-open connection: the answer arrives after the request side has ended', async () => {
    serve = (socket) => {
      readAll(socket).then((text) => setTimeout(() => socket.end(`got ${text}`), 50));
    };
    const client = await dial((await createProxy()).listen, true);
    client.end('all of it');
    expect(await readAll(client)).toBe('got all of it');
  });

  it('passes a reset on to the other side', async () => {
    const client = await dial((await createProxy()).listen);
    client.write('x');
    await once(client, 'data');
    upstreamSockets[0]?.resetAndDestroy();
    const [error] = await once(client, 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  it('stops reading a source whose destination does not, and goes on when it does', async () => {
    let sent = 0;
    serve = (socket) => {
      const chunk = Buffer.alloc(256 * 1024);
      const fill = () => {
        while (sent < 64 * 1024 * 1024) {
          sent += chunk.length;
          if (!socket.write(chunk)) return;
        }
        socket.end();
      };
      socket.on('drain', fill);
      fill();
    };
    const client = await dial((await createProxy()).listen);
    client.pause();
    let before = -1;
    await expect
      .poll(
        () => {
          const stalled = sent === before;
          before = sent;
          return stalled;
        },
        { interval: 200, timeout: 10_000 },
      )
      .toBe(true);
    expect(sent).toBeLessThan(32 * 1024 * 1024);
    let received = 0;
    client.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    client.resume();
    await once(client, 'end');
    expect(received).toBe(64 * 1024 * 1024);
  });

  it('pauses the source when a toxic holds back too much', async () => {
    const { listen } = await createProxy();
    await set('p/toxics', { type: 'bandwidth', attributes: { rate: 0 }, stream: 'upstream' });
    const client = await dial(listen);
    let written = 0;
    const chunk = Buffer.alloc(1024 * 1024);
    while (written < 64 && client.write(chunk)) written += 1;
    client.on('drain', () => {
      while (written < 64 && client.write(chunk)) written += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(written).toBeLessThan(32);
    await set('p/toxics/bandwidth_upstream', {}, 'DELETE');
    client.resume();
    await expect.poll(() => written, { timeout: 10_000 }).toBe(64);
  });

  it('survives being switched on and off by many at once, and ends as it was told last', async () => {
    const { listen } = await createProxy();
    const switches = Array.from({ length: 20 }, (_, index) =>
      set('p', { enabled: index % 2 === 1 }, 'PATCH'),
    );
    expect((await Promise.all(switches)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    await set('p', { enabled: true });
    (await dial(listen)).destroy();
  });

  it('refuses wrong addresses and taken ports with the setting and its value', async () => {
    expect((await set('', { name: 'x', upstream: 'nowhere' })).status).toBe(404);
    const post = (body: object) =>
      fetch(`${proxies.url}/proxies`, { method: 'POST', body: JSON.stringify(body) });
    const wrong = await post({ name: 'x', upstream: 'nowhere' });
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      { error: 'upstream: "nowhere" is not host:port', status: 400 },
    ]);
    const { listen } = await createProxy();
    const taken = await post({ name: 'y', listen, upstream: listen });
    expect(taken.status).toBe(500);
    expect(await taken.text()).toContain(`listen tcp ${listen}`);
    expect((await post({ name: 'y', upstream: listen })).status).toBe(201);
  });

  it('leaves no connection behind when it closes', async () => {
    const { listen } = await createProxy();
    const clients = await Promise.all(Array.from({ length: 50 }, () => dial(listen)));
    await expect.poll(() => upstreamSockets.length).toBe(50);
    await set('p/toxics', { type: 'timeout', attributes: { timeout: 0 } });
    const closed = [...clients, ...upstreamSockets].map((socket) => {
      socket.resume();
      return new Promise((resolve) => socket.once('close', resolve).once('end', () => socket.end()));
    });
    await proxies.close();
    await Promise.all(closed);
    proxies = await startFaultProxyServer();
  });

  it('forgets a connection that both sides have closed, also under a toxic', async () => {
    const { listen } = await createProxy();
    await set('p/toxics', { type: 'latency', attributes: { latency: 20 } });
    for (let i = 0; i < 20; i += 1) {
      const client = await dial(listen, true);
      client.end('bye');
      expect(await readAll(client)).toBe('bye');
    }
    await expect.poll(() => upstreamSockets.every((socket) => socket.destroyed)).toBe(true);
  });
});
