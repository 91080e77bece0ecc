import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkerPings } from './worker-pings.ts';

const MB = 1024 * 1024;
const worker = (name: string, own: number | undefined, host: number, age: number, instance = 'vm') => ({
  worker: name,
  worker_instance: instance,
  last_ping: age,
  memory_usage: host * MB,
  ...(own === undefined ? {} : { wm_memory_usage: own * MB }),
});

describe('memory from the pings of the workers', () => {
  it('is that of their own processes; their host counts once and apart', () => {
    const seen = new WorkerPings().read([worker('a', 15, 5996, 2), worker('b', 17, 5994, 2)], 100);
    expect(seen).toEqual({ ownMb: 32, hostMb: 5996 });
  });

  it('adds up the hosts where there are several', () => {
    const workers = [worker('a', 15, 1000, 0, 'one'), worker('b', 15, 2000, 0, 'two')];
    expect(new WorkerPings().read(workers, 0).hostMb).toBe(3000);
  });

  it('is one sample a ping, however often it is looked at', () => {
    const pings = new WorkerPings();
    let samples = 0;
    // Four looks a second for a minute, a ping every five seconds, its age in whole seconds as Windmill tells it.
    for (let now = 0; now < 60; now += 0.25) {
      const { ownMb } = pings.read([worker('a', 20, 8000, Math.floor(now % 5))], now);
      if (ownMb !== null) samples += 1;
    }
    expect(samples).toBe(12);
  });

  it('waits until all workers have pinged anew', () => {
    const pings = new WorkerPings();
    pings.read([worker('a', 10, 0, 0), worker('b', 10, 0, 4)], 0);
    expect(pings.read([worker('a', 99, 0, 0), worker('b', 10, 0, 9)], 5).ownMb).toBeNull();
    expect(pings.read([worker('a', 12, 0, 1), worker('b', 11, 0, 0)], 6).ownMb).toBe(23);
  });

  it('says nothing of the processes where only the host is told', () => {
    expect(new WorkerPings().read([worker('a', undefined, 8419, 1)], 0)).toEqual({
      ownMb: null,
      hostMb: 8419,
    });
    expect(new WorkerPings().read([], 0)).toEqual({ ownMb: null, hostMb: null });
  });

  it('does not change whatever else the host is used for', () => {
    const host = fc.array(fc.integer({ min: 1, max: 64_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(host, (levels) => {
        const pings = new WorkerPings();
        const own = levels.map((level, i) => pings.read([worker('a', 40, level, 0)], 5 * i).ownMb);
        expect(new Set(own)).toEqual(new Set([40]));
      }),
    );
  });
});
