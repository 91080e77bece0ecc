import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startThirdParty, type ThirdParty } from './server.ts';

let thirdParty: ThirdParty;
beforeEach(async () => {
  thirdParty = await startThirdParty();
});
afterEach(() => thirdParty.close());

const post = (path: string, body: unknown) =>
  fetch(thirdParty.url + path, { method: 'POST', body: JSON.stringify(body) });
const behave = (mode: string, ms?: number) => post('/_behaviour', { mode, ms });
const stats = async (): Promise<unknown> => (await fetch(`${thirdParty.url}/_stats`)).json();

describe('the third party', () => {
  it('accepts any GET and POST, and counts them', async () => {
    const sent = await post('/messages?to=1', { text: 'hello' });
    expect(sent.status).toBe(200);
    expect(await sent.json()).toMatchObject({ status: 'accepted', method: 'POST', path: '/messages' });
    await (await fetch(`${thirdParty.url}/account`)).text();
    await (await fetch(`${thirdParty.url}/account`)).text();
    expect(await stats()).toMatchObject({
      requests: 3,
      byStatus: { '200': 3 },
      byRoute: { 'POST /messages': 1, 'GET /account': 2 },
      unanswered: 0,
      inFlight: 0,
    });
    await fetch(`${thirdParty.url}/_stats`, { method: 'DELETE' });
    expect(await stats()).toMatchObject({ requests: 0, byStatus: {}, byRoute: {} });
  });

  it('answers 500 in error mode and recovers', async () => {
    expect((await behave('error')).status).toBe(200);
    expect((await post('/messages', {})).status).toBe(500);
    await behave('ok');
    expect((await post('/messages', {})).status).toBe(200);
    expect(await stats()).toMatchObject({ byStatus: { '200': 1, '500': 1 } });
  });

  it('is slow by the time it was told', async () => {
    await behave('slow', 150);
    const start = performance.now();
    expect((await post('/messages', {})).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(149);
  });

  it('hangs until the behaviour changes, without an answer', async () => {
    await behave('hang');
    const hanging = post('/messages', {}).then(
      () => 'answered',
      () => 'closed',
    );
    await expect.poll(stats).toMatchObject({ requests: 1, inFlight: 1 });
    expect(await Promise.race([hanging, new Promise((resolve) => setTimeout(resolve, 100, 'open'))])).toBe(
      'open',
    );
    await behave('ok');
    expect(await hanging).toBe('closed');
    await expect.poll(stats).toMatchObject({ inFlight: 0, unanswered: 1, byStatus: {} });
  });

  it('counts a caller that gave up as unanswered', async () => {
    await behave('hang');
    await expect(fetch(`${thirdParty.url}/x`, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
    await expect.poll(stats).toMatchObject({ inFlight: 0, unanswered: 1 });
  });

  it('names every mistake in a behaviour and keeps the old one', async () => {
    const refused = await post('/_behaviour', { mode: 'sometimes', ms: -1 });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({
      error:
        'mode: "sometimes" is not one of ok, error, hang, slow; ms: -1 is not a whole number from 0 to 600000',
    });
    expect(await (await fetch(`${thirdParty.url}/_behaviour`)).json()).toEqual({ mode: 'ok', ms: 0 });
    expect((await fetch(`${thirdParty.url}/_behaviour`, { method: 'PUT' })).status).toBe(405);
  });

  it('closes while requests hang', async () => {
    await behave('hang');
    const hanging = post('/messages', {}).catch(() => 'closed');
    await expect.poll(stats).toMatchObject({ inFlight: 1 });
    await thirdParty.close();
    expect(await hanging).toBe('closed');
    thirdParty = await startThirdParty();
  });
});
