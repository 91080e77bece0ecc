import { createHash, randomBytes } from 'node:crypto';
import { Toxiproxy } from 'toxiproxy-node-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BACKENDS, type Backend, Client, freePort, startEcho } from './support/fault-proxy-peers.ts';
import { call, TRANSCRIPT } from './support/toxiproxy-transcript.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(BACKENDS)('fault proxy: $name', ({ name, skip, start }) => {
  if (skip) {
    it.skip(`skipped: ${skip}`, () => {});
    return;
  }

  let backend: Backend;
  let echo: Awaited<ReturnType<typeof startEcho>>;
  const clients: Client[] = [];

  beforeAll(async () => {
    backend = await start();
    echo = await startEcho();
  });
  afterAll(async () => {
    await backend.close();
    await echo.close();
  });

  it('answers requests as Toxiproxy does', async () => {
    const fresh = await start();
    try {
      for (const [method, path, body, status, answer] of TRANSCRIPT) {
        const request = `${method} ${path}`;
        expect(await call(fresh.url, method, path, body)).toEqual({ request, status, body: answer });
      }
      const browser = await call(fresh.url, 'GET', '/proxies', undefined, 'Mozilla/5.0 (X11)');
      expect(browser).toMatchObject({ status: 403, body: 'User agent not allowed' });
    } finally {
      await fresh.close();
    }
  });

  describe('toxics', () => {
    let target: Awaited<ReturnType<Toxiproxy['createProxy']>>;
    const dial = () => {
      const client = new Client(target.listen);
      clients.push(client);
      return client;
    };
    const infect = (type: string, attributes: object, stream = 'downstream', toxicity = 1) =>
      call(backend.url, 'POST', `/proxies/${target.name}/toxics`, {
        name: type,
        type,
        stream,
        toxicity,
        attributes,
      });
    const cure = (toxic: string) => call(backend.url, 'DELETE', `/proxies/${target.name}/toxics/${toxic}`);

    beforeEach(async () => {
      const body = { name: 'echo', listen: `127.0.0.1:${await freePort()}`, upstream: echo.address };
      target = await new Toxiproxy(backend.url).createProxy(body);
    });
    afterEach(async () => {
      for (const client of clients.splice(0)) client.destroy();
      await target.remove();
    });

    it('passes data through unchanged', async () => {
      const data = randomBytes(8 * 1024 * 1024);
      const client = dial();
      await client.roundTrip(data);
      const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
      expect(digest(client.content())).toBe(digest(data));
    });

    it('latency delays each chunk, follows a change and ends when removed, on a connection that is open', async () => {
      const client = dial();
      expect(await client.fastest()).toBeLessThan(80);
      const toxic = await target.addToxic({
        name: 'slow',
        type: 'latency',
        stream: 'downstream',
        toxicity: 1,
        attributes: { latency: 200, jitter: 0 },
      });
      const slow = await client.fastest(2);
      expect(slow).toBeGreaterThanOrEqual(199);
      expect(slow).toBeLessThan(280);
      await toxic.update({ ...toxic.toJson(), attributes: { latency: 100, jitter: 0 } });
      const faster = await client.fastest(3);
      expect(faster).toBeGreaterThanOrEqual(99);
      expect(faster).toBeLessThan(180);
      await toxic.remove();
      expect(await client.fastest()).toBeLessThan(80);
    });

    it('latency on both streams adds up', async () => {
      await infect('latency', { latency: 60 });
      await call(backend.url, 'POST', '/proxies/echo/toxics', {
        type: 'latency',
        stream: 'upstream',
        attributes: { latency: 60 },
      });
      const time = await dial().fastest(3);
      expect(time).toBeGreaterThanOrEqual(119);
      expect(time).toBeLessThan(200);
    });

    it('bandwidth keeps to its rate', async () => {
      await infect('bandwidth', { rate: 500 });
      const time = await dial().roundTrip(Buffer.alloc(150_000));
      expect(time).toBeGreaterThan(250);
      expect(time).toBeLessThan(900);
    });

    it('disabled: open connections close, new ones are refused, the same port works again when enabled', async () => {
      const open = dial();
      await open.roundTrip();
      const { listen, upstream } = target;
      expect((await target.update({ enabled: false, listen, upstream })).enabled).toBe(false);
      expect(await open.ended).toMatch(/closed|ECONNRESET/);
      expect(await dial().ended).toBe('ECONNREFUSED');
      expect((await target.update({ enabled: true, listen, upstream })).listen).toBe(listen);
      await dial().roundTrip();
    });

    it('timeout 0 swallows data, keeps the connection, and closes it when removed', async () => {
      const client = dial();
      await client.roundTrip();
      await infect('timeout', { timeout: 0 });
      client.socket.write('lost');
      await pause(150);
      expect([client.ending, client.received]).toEqual([undefined, 4]);
      await cure('timeout');
      expect(await client.ended).toBe('closed');
      expect(client.received).toBe(4);
      await dial().roundTrip();
    });

    it('timeout closes after its time', async () => {
      await infect('timeout', { timeout: 200 });
      const client = dial();
      const begin = performance.now();
      client.socket.write('lost');
      await client.ended;
      expect(performance.now() - begin).toBeGreaterThan(190);
      expect(performance.now() - begin).toBeLessThan(1500);
      expect(client.received).toBe(0);
    });

    it('reset_peer ends connections with a reset', async () => {
      await infect('reset_peer', { timeout: 0 });
      const client = dial();
      client.socket.write('ping');
      expect(await client.ended).toBe('ECONNRESET');
    });

    it('slicer cuts data and loses none', async () => {
      await infect('slicer', { average_size: 64, size_variation: 16, delay: 10 });
      const data = randomBytes(4000);
      const client = dial();
      await client.roundTrip(data);
      expect(client.content().equals(data)).toBe(true);
    });

    it('limit_data closes after exactly its bytes', async () => {
      await infect('limit_data', { bytes: 1000 });
      const client = dial();
      client.socket.write(Buffer.alloc(2500));
      expect(await client.ended).toMatch(/closed|ECONNRESET/);
      expect(client.received).toBe(1000);
    });

    it('slow_close passes data at once and delays the end', async () => {
      await infect('slow_close', { delay: 250 });
      const client = dial();
      expect(await client.fastest()).toBeLessThan(80);
      const begin = performance.now();
      client.socket.end();
      await client.ended;
      expect(performance.now() - begin).toBeGreaterThan(240);
    });

    it('toxicity 0 spares every connection', async () => {
      await infect('latency', { latency: 2000 }, 'downstream', 0);
      expect(await dial().fastest()).toBeLessThan(80);
    });

    it('closes the client when nothing listens upstream', async () => {
      const { listen } = target;
      await target.update({ enabled: true, listen, upstream: `127.0.0.1:${await freePort()}` });
      expect(await dial().ended).toMatch(/closed|ECONNRESET/);
    });

    it(`is steered by the public client (${name})`, async () => {
      const toxiproxy = new Toxiproxy(backend.url);
      expect(await toxiproxy.getVersion()).not.toBe('');
      const listen = `127.0.0.1:${await freePort()}`;
      const made = await toxiproxy.populate([{ name: 'more', listen, upstream: echo.address }]);
      expect(Object.keys(made)).toEqual(['more']);
      expect(Object.keys(await toxiproxy.getAll()).sort()).toEqual(['echo', 'more']);
      await infect('timeout', { timeout: 0 });
      await toxiproxy.reset();
      await dial().roundTrip();
      await (await toxiproxy.get('more')).remove();
      await expect(toxiproxy.get('more')).rejects.toThrow('404');
    });
  });
});
