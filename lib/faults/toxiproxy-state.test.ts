import { describe, expect, it } from 'vitest';
import { clearingOf, leftoverOf, makingOf, obstacleOf, readProxies } from './toxiproxy-state.ts';

const proxy = (enabled: boolean, ...toxics: string[]) => ({
  name: 'database',
  enabled,
  toxics: toxics.map((name) => ({ name })),
});

describe('a fault in Toxiproxy', () => {
  it('marks the proxy as ours before it disables it', () => {
    const [mark, disable] = makingOf('database', 'refuse', false);
    expect(mark).toMatchObject({
      path: '/proxies/database/toxics',
      body: { name: 'perf_disabled', toxicity: 0 },
    });
    expect(disable).toMatchObject({ path: '/proxies/database', body: { enabled: false } });
  });

  it('is taken away whole, and nothing else with it', () => {
    expect(clearingOf(proxy(false, 'perf_disabled', 'theirs'))).toEqual([
      { method: 'POST', path: '/proxies/database', body: { enabled: true } },
      { method: 'DELETE', path: '/proxies/database/toxics/perf_disabled' },
    ]);
    expect(clearingOf(proxy(true, 'theirs'))).toEqual([]);
  });

  it('does not enable a proxy that somebody else disabled', () => {
    expect(clearingOf(proxy(false, 'perf_slow'))).toEqual([
      { method: 'DELETE', path: '/proxies/database/toxics/perf_slow' },
    ]);
    expect(leftoverOf(proxy(false))).toBeNull();
  });

  it('says what an earlier run left', () => {
    expect(leftoverOf(proxy(false, 'perf_disabled'))).toBe('proxy "database", disabled with perf_disabled');
    expect(leftoverOf(proxy(true, 'theirs'))).toBeNull();
  });

  it('names what stands in the way', () => {
    const obstacle = (state: ReturnType<typeof proxy> | undefined) =>
      obstacleOf(state, 'database', 'FAULT_DB_PROXY', ['postgres']);
    expect(obstacle(undefined)).toContain('FAULT_DB_PROXY names the proxy "database"');
    expect(obstacle(undefined)).toContain('it has postgres');
    expect(obstacle(proxy(false))).toContain('disabled, and not by this suite');
    expect(obstacle(proxy(true, 'theirs'))).toContain('theirs');
    expect(obstacle(proxy(true))).toBeNull();
    expect(obstacle(proxy(false, 'perf_disabled'))).toBeNull();
  });

  it('reads the proxies of an answer and nothing else', () => {
    const answer = {
      database: { name: 'database', enabled: true, toxics: [{ name: 'perf_hang', type: 'timeout' }] },
    };
    expect(readProxies(answer)).toEqual([proxy(true, 'perf_hang')]);
    expect(readProxies({ database: { name: 'database' } })).toBeNull();
    expect(readProxies('<html>')).toBeNull();
  });
});
