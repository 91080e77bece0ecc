import { describe, expect, it } from 'vitest';
import { poolOf } from '../../../lib/run/pool.ts';
import { ServiceTimes } from './service-times.ts';
import { shareOf } from './third-party-load.ts';

const row = (startedAt: string, durationMs: unknown, script = 'f/perf/echo') => ({
  type: 'CompletedJob',
  started_at: startedAt,
  duration_ms: durationMs,
  script_path: script,
});

describe('service times', () => {
  it('counts each job once, from the second look on', () => {
    const times = new ServiceTimes('f/perf/echo');
    const first = row('2026-11-24T15:29:33.531869Z', 41);
    const second = row('2026-11-24T15:29:33.652197Z', 25);
    expect(times.read([first])).toEqual([]);
    expect(times.read([second, first])).toEqual([25]);
    expect(times.read([second, first])).toEqual([]);
  });

  it('reads the jobs of the script under test, and of those the ones that ran', () => {
    const times = new ServiceTimes('f/perf/echo');
    times.read([]);
    const rows = [
      row('2026-11-24T15:29:34Z', 10),
      row('2026-11-24T15:29:34Z', 5000, 'f/other/nightly'),
      row('2026-11-24T15:29:34Z', null),
      { ...row('2026-11-24T15:29:34Z', 7), started_at: undefined },
      'damaged',
    ];
    expect(times.read(rows)).toEqual([10]);
  });
});

describe('the pool of connections', () => {
  it('is read as Windmill tells it', () => {
    const pool = { size: 15, idle: 14, max_connections: 50 };
    expect(poolOf({ checks: { database: { healthy: true, pool } } })).toEqual({
      size: 15,
      inUse: 1,
      max: 50,
    });
  });

  it.each([null, {}, { checks: { database: {} } }])('is unknown where %j is all there is', (body) => {
    expect(poolOf(body)).toBeNull();
  });
});

describe('the third party', () => {
  it('is as busy as it says, where it serves no more than so many at once', () => {
    expect(shareOf({ inFlight: 9, serving: 2, atOnce: 2 })).toBe(1);
    expect(shareOf({ inFlight: 9, serving: 9, atOnce: null })).toBeNull();
  });
});
