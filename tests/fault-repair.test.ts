import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULT_KINDS } from '../lib/faults/kinds.ts';
import { makingOf } from '../lib/faults/toxiproxy-state.ts';
import { parseSettings } from '../scenarios/settings.ts';
import { repairFaults } from '../scripts/lib/fault-repair.ts';
import { startThirdParty, type ThirdParty } from '../target/third-party/server.ts';
import { BACKENDS, type Backend } from './support/fault-proxy-peers.ts';

interface Proxy {
  readonly enabled: boolean;
  readonly toxics: readonly { readonly name: string }[];
}

const FOREIGN = {
  name: 'theirs',
  type: 'latency',
  stream: 'upstream',
  attributes: { latency: 5, jitter: 0 },
};

for (const { name, skip, start } of BACKENDS) {
  const note = skip === undefined ? '' : ` (skipped: ${skip})`;
  describe.skipIf(skip !== undefined)(`what a killed run leaves in the ${name} proxy${note}`, () => {
    let proxy: Backend;
    let thirdParty: ThirdParty;
    beforeAll(async () => {
      [proxy, thirdParty] = await Promise.all([start(), startThirdParty()]);
      for (const proxyName of ['database', 'third_party', 'somebody_elses']) {
        await call('POST', '/proxies', { name: proxyName, listen: '127.0.0.1:0', upstream: '127.0.0.1:9' });
      }
    });
    afterAll(async () => {
      await proxy?.close();
      await thirdParty?.close();
    });

    async function call(method: string, path: string, body?: unknown): Promise<unknown> {
      const response = await fetch(proxy.url + path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      expect(response.status).toBeLessThan(300);
      const text = await response.text();
      return text === '' ? null : JSON.parse(text);
    }

    async function state(proxyName: string) {
      const { enabled, toxics } = (await call('GET', `/proxies/${proxyName}`)) as Proxy;
      return { enabled, toxics: toxics.map((toxic) => toxic.name) };
    }

    async function repair() {
      const settings = parseSettings({ TOXIPROXY_URL: proxy.url, THIRD_PARTY_URL: thirdParty.url });
      if (!settings.ok) throw new Error(settings.problems.join());
      return repairFaults('db-outage', settings.settings);
    }

    it.each(FAULT_KINDS)('%s is taken away, once', async (kind) => {
      for (const { method, path, body } of makingOf('database', kind, false)) await call(method, path, body);
      expect(await state('database')).not.toEqual({ enabled: true, toxics: [] });
      expect(await repair()).toEqual([expect.stringContaining('proxy "database"')]);
      expect(await state('database')).toEqual({ enabled: true, toxics: [] });
      expect(await repair()).toEqual([]);
    });

    it('touches nothing of anybody else’s', async () => {
      await call('POST', '/proxies/third_party/toxics', FOREIGN);
      await call('POST', '/proxies/database', { enabled: false });
      for (const { method, path, body } of makingOf('somebody_elses', 'slow', false))
        await call(method, path, body);
      expect(await repair()).toEqual([]);
      expect(await state('third_party')).toEqual({ enabled: true, toxics: ['theirs'] });
      expect((await state('database')).enabled).toBe(false);
      expect((await state('somebody_elses')).toxics).toEqual(['perf_slow']);
      await call('POST', '/proxies/database', { enabled: true });
    });

    it('makes the third party behave again', async () => {
      const body = JSON.stringify({ mode: 'error' });
      await fetch(`${thirdParty.url}/_behaviour`, { method: 'POST', body });
      expect(await repair()).toEqual(['the third party in mode "error"']);
      expect((await fetch(`${thirdParty.url}/anything`)).status).toBe(200);
    });
  });
}
