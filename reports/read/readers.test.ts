import { describe, expect, it } from 'vitest';
import { publicSettings } from '../../lib/settings/settings.ts';
import { SCENARIO_SETTINGS } from '../../scenarios/settings.ts';
import { settingsFixture } from '../testing/summary-fixture.ts';
import { DashboardReader } from './dashboard.ts';
import { parseEventLine } from './events.ts';
import { settingsFromSummary } from './settings.ts';

function read(lines: readonly unknown[]) {
  const reader = new DashboardReader();
  for (const line of lines) reader.line(typeof line === 'string' ? line : JSON.stringify(line));
  return reader.finish();
}

describe('DashboardReader', () => {
  const lines = [
    { event: 'param', data: { period: 1000, aggregates: { trend: ['avg', 'p(95)'], gauge: ['value'] } } },
    { event: 'metric', data: { time: { type: 'gauge' } } },
    { event: 'start', data: [[1000]] },
    { event: 'metric', data: { job_duration: { type: 'trend' }, http_reqs: { type: 'counter' } } },
    { event: 'cumulative', data: [[9, 9], [9, 9], [2000]] },
    { event: 'snapshot', data: [[5, 4.5], [100, 150], [2000]] },
    { event: 'metric', data: { aaa: { type: 'rate' } } },
    { event: 'snapshot', data: [[0.25], [6, 6], [], [3000]] },
    { event: 'stop', data: [[3100]] },
  ];

  it('names the figures of each second, also after a metric appeared that sorts before the others', () => {
    const { snapshots, skippedLines, periodMs } = read(lines);
    expect({ skippedLines, periodMs }).toEqual({ skippedLines: 0, periodMs: 1000 });
    expect(snapshots.map(({ time, metrics }) => [time, Object.fromEntries(metrics)])).toEqual([
      [
        2000,
        {
          http_reqs: { count: 5, rate: 4.5 },
          job_duration: { avg: 100, 'p(95)': 150 },
          time: { value: 2000 },
        },
      ],
      [3000, { aaa: { rate: 0.25 }, http_reqs: { count: 6, rate: 6 }, time: { value: 3000 } }],
    ]);
  });

  it('keeps what was recorded before a line that was cut off', () => {
    const cut = read([...lines.slice(0, 6), '{"event":"snapshot","data":[[5,4.5],[10']);
    expect(cut.snapshots).toHaveLength(1);
    expect(cut.skippedLines).toBe(1);
  });

  it.each(['[]', 'null', '7', '{"event":"snapshot"}', '{"event":"snapshot","data":[[1],[2]]}'])(
    'skips a line that makes no sense: %s',
    (line) => {
      expect(read([...lines.slice(0, 4), line])).toMatchObject({ snapshots: [], skippedLines: 1 });
    },
  );
});

describe('parseEventLine', () => {
  const event = { event: 'job', t: 1795488278617, text: 'a"b\\c\nd\té €😀' };
  // As k6 writes it: JSON, quoted once more by Go's %q, which leaves printable characters as they are.
  const quoted = JSON.stringify(JSON.stringify(event));

  it('reads the JSON in a logfmt line, whatever is in its strings', () => {
    expect(parseEventLine(`time="2026-11-24T02:44:38Z" level=info msg=${quoted} source=console`)).toEqual(
      event,
    );
    expect(parseEventLine(JSON.stringify(event))).toEqual(event);
  });

  it("reads Go's own escapes", () => {
    const line = String.raw`level=info msg="{\"event\":\"x\",\"t\":1,\"s\":\"\x7f\U0001f600\ufeff\"}"`;
    expect(parseEventLine(line)).toEqual({ event: 'x', t: 1, s: '\u007f😀\ufeff' });
  });

  it.each([
    '',
    'level=info msg="plain words"',
    'level=info msg=word',
    'level=info msg="{\\"event\\":\\"job\\",\\"t\\":1',
    'level=info msg="{\\"event\\":\\"job\\"}"',
    'level=info msg="{\\"t\\":1}"',
    'level=info msg="[1]"',
  ])('has nothing for a line without an event: %s', (line) => {
    expect(parseEventLine(line)).toBeNull();
  });

  it('takes a line of a megabyte', () => {
    const long = JSON.stringify({ event: 'x', t: 1, s: '\\"'.repeat(250_000) });
    expect(parseEventLine(`msg=${JSON.stringify(long)}`)?.event).toBe('x');
  });
});

describe('settingsFromSummary', () => {
  it('is the inverse of what the summary keeps', () => {
    const settings = settingsFixture({
      PROFILE: 'full',
      SLO_P95_MS: '1500.5',
      SLO_ERROR_RATE: '.005',
      USERS: '7',
      DURATION: '1h30m',
      THINK_TIME: '0.5-1.5',
      WM_SCRIPT_ARGS: '{"ms":100,"list":[1,"2"]}',
      WM_TENANT_A: 'client-a',
      WM_TOKEN_A: 'token-of-client-a',
      LOG_FILES: 'a.log,b.log',
      SEED: '42',
    });
    const restored = settingsFromSummary(publicSettings(settings, SCENARIO_SETTINGS), SCENARIO_SETTINGS);
    expect(restored).toEqual({ ...settings, tokenA: '' });
  });

  it('has the default for a setting that the run did not know', () => {
    expect(settingsFromSummary({}, SCENARIO_SETTINGS).sloP95Ms).toBe(settingsFixture().sloP95Ms);
  });
});
