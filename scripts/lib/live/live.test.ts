import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../reports/read/dashboard.ts';
import { SCENARIO_NAMES } from '../../../scenarios/index.ts';
import { parseSettings } from '../../../scenarios/settings.ts';
import { Alerts, FAILING_SECONDS } from './alerts.ts';
import { logLinesToShow } from './log-lines.ts';
import { expectedTime, planOf } from './plans.ts';
import { LiveReading } from './reading.ts';
import { Screen } from './screen.ts';
import { type Moment, statusBlock, statusLine } from './status.ts';
import { Tail } from './tail.ts';

const settingsOf = (environment: Record<string, string>) => {
  const parsed = parseSettings({
    WM_BASE_URL: 'http://127.0.0.1:1',
    WM_TOKEN: 't',
    WM_WORKSPACE: 'w',
    ...environment,
  });
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return parsed.settings;
};

const START = 1_700_000_000_000;

/** One second of a run, `second` counted from the start of its load. */
function secondOf(second: number, { jobs = 4, failed = 0, p95 = 60, users = 10, queue = 1 } = {}): Snapshot {
  const journeys = jobs + failed;
  const metrics: [string, Record<string, number>][] = [
    ['generator_drift', { 'p(95)': 1 }],
    ['vus', { value: users + 2 }],
    ['queue_length', { avg: queue }],
    ['http_reqs', { count: journeys + 3 }],
    ['jobs_completed', { count: jobs }],
  ];
  if (journeys > 0) metrics.push(['journey_errors', { rate: failed / journeys }]);
  if (failed > 0) metrics.push(['journey_failures', { count: failed }]);
  if (jobs > 0) metrics.push(['job_duration', { 'p(95)': p95 }]);
  return { time: START + second * 1000, metrics: new Map(metrics) };
}

function readingOf(seconds: number, each: (second: number) => Parameters<typeof secondOf>[1] = () => ({})) {
  const reading = new LiveReading(planOf('normal', settingsOf({ PROFILE: 'short' })));
  for (let second = 1; second <= seconds; second += 1) reading.snapshot(secondOf(second, each(second)));
  return reading;
}

const momentAt = (reading: LiveReading, second: number, cpuShare: number | null = 0.12): Moment => {
  const now = START + second * 1000;
  return { view: reading.view(now), seconds: second + 3, cpuShare, now };
};

describe('the status', () => {
  it('says where the run is, what comes out of it, and how the generator is', () => {
    expect(statusLine('normal', momentAt(readingOf(80), 80), 'en')).toBe(
      'normal: 1:20 of 3:15, 1:55 left · measured · 10 users · 4 jobs/s · p95 60 ms · failed 0 % (0 in all) · queue 1 · generator ok (CPU 12 %)',
    );
    expect(statusLine('normal', momentAt(readingOf(80), 80), 'es')).toContain(
      'quedan 1:55 · medición · 10 usuarios',
    );
  });

  it('takes failures of the last seconds and counts all of them', () => {
    const reading = readingOf(40, (second) => (second <= 20 ? { failed: 4 } : { failed: 1, jobs: 3 }));
    expect(statusLine('normal', momentAt(reading, 40), 'en')).toContain('failed 25 % (100 in all)');
  });

  it('names the fault in force and for how long', () => {
    const reading = readingOf(20);
    reading.event({ event: 'fault', t: START + 15_000, mark: 'made', point: 'database', kind: 'refuse' });
    const lines = statusBlock('db-outage', momentAt(reading, 20), 'en', 80);
    expect(lines.at(-1)).toBe('  FAULT IN FORCE: database: connections refused, for 5 s');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    reading.event({ event: 'fault', t: START + 21_000, mark: 'cleared', point: 'database', kind: 'refuse' });
    expect(statusBlock('db-outage', momentAt(reading, 22), 'en', 80).join()).not.toContain('FAULT');
  });

  it('knows a run before its load and after it', () => {
    const before = new LiveReading(planOf('normal', settingsOf({ PROFILE: 'short' })));
    expect(statusLine('normal', momentAt(before, 1, null), 'en')).toBe('normal: setting up, 0:04');
    expect(statusLine('normal', momentAt(readingOf(195), 197), 'en')).toContain('load over');
  });
});

describe('warnings', () => {
  const target = { restarts: 0, died: false };

  it('come once every journey has failed for fifteen seconds, and say how to stop', () => {
    const reading = readingOf(60, (second) => (second > 30 ? { jobs: 0, failed: 4 } : {}));
    const alerts = new Alerts('en');
    const at = (second: number) => alerts.due(momentAt(reading, second), target);
    expect(at(30 + FAILING_SECONDS - 1)).toEqual([]);
    expect(at(30 + FAILING_SECONDS)).toEqual([
      'Warning: every journey has failed for 15 s; stop with Ctrl-C, a report will be kept',
    ]);
    expect(at(50)).toEqual([]);
  });

  it('stay away in a healthy run, where a few fail, and while a fault is in force', () => {
    const alerts = new Alerts('en');
    expect(alerts.due(momentAt(readingOf(120), 120), target)).toEqual([]);
    expect(
      alerts.due(
        momentAt(
          readingOf(120, () => ({ failed: 5, jobs: 1 })),
          120,
        ),
        target,
      ),
    ).toEqual([]);
    const reading = readingOf(60, (second) => (second > 30 ? { jobs: 0, failed: 4 } : {}));
    reading.event({ event: 'fault', t: START + 30_000, mark: 'made', point: 'database', kind: 'hang' });
    expect(alerts.due(momentAt(reading, 60), target)).toEqual([]);
  });

  it('tell of a busy generator, a target that restarted and one that is gone', () => {
    const alerts = new Alerts('en');
    const busy = Array.from({ length: 6 }, (_, index) =>
      alerts.due(momentAt(readingOf(20 + index), 20 + index, 0.97), target),
    );
    expect(busy.flat()).toEqual([
      'Warning: the generator is busy (CPU 97 %, k6 wakes up 1 ms late); what is measured meanwhile may not count',
    ]);
    const reading = readingOf(40);
    reading.event({ event: 'monitor', t: START + 39_000, restarted: true });
    expect(alerts.due(momentAt(reading, 40), { restarts: reading.restarts, died: false })[0]).toContain(
      'restarted',
    );
    expect(alerts.due(momentAt(reading, 41), { restarts: 1, died: true })[0]).toContain('has ended');
  });
});

describe('the screen', () => {
  const capture = (isTTY: boolean) => {
    const written: string[] = [];
    return { written, screen: new Screen({ isTTY, columns: 80, write: (text) => written.push(text) }) };
  };

  it('draws over itself in a terminal and only there', () => {
    const terminal = capture(true);
    terminal.screen.draw(['a', 'b']);
    terminal.screen.draw(['c']);
    terminal.screen.say('note');
    expect(terminal.written).toEqual(['a\nb\n', '\u001B[2F\u001B[0Jc\n', '\u001B[1F\u001B[0Jnote\n']);
    const pipe = capture(false);
    pipe.screen.draw(['a']);
    pipe.screen.draw(['b']);
    pipe.screen.clear();
    expect(pipe.written).toEqual(['a\n', 'b\n']);
  });
});

describe('following', () => {
  let folder = '';
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('hands over whole lines, each once, however they are written', () => {
    folder = mkdtempSync(join(tmpdir(), 'tail-'));
    const path = join(folder, 'series.ndjson');
    const tail = new Tail(path);
    expect(tail.lines()).toEqual([]);
    appendFileSync(path, 'one\ntw');
    expect(tail.lines()).toEqual(['one']);
    appendFileSync(path, 'o\nthree\n');
    expect(tail.lines()).toEqual(['two', 'three']);
    expect(tail.lines()).toEqual([]);
    tail.close();
  });

  it('shows an error of the log once, and none of those that are counted', () => {
    const said: string[] = [];
    const sink = logLinesToShow((line) => said.push(line));
    const line = 'time="2026-11-24T10:00:00Z" level=error msg="no such thing"\n';
    sink(line + line);
    sink('time="2026-11-24T10:00:00Z" level=warning msg="Request Failed" error="x"\n');
    sink('time="x" level=error msg="thresholds on metrics \'jobs_ended\' have been crossed"\n');
    sink('time="2026-11-24T10:00:00Z" level=info msg="hello"\nrunning (1s)\n');
    expect(said).toEqual(['k6: no such thing']);
  });
});

describe('the expected time', () => {
  it('is known for every scenario in every profile, and grows with it', () => {
    for (const scenario of SCENARIO_NAMES) {
      const [smoke, short, full] = ['smoke', 'short', 'full'].map(
        (PROFILE) => expectedTime(scenario, settingsOf({ PROFILE })).seconds,
      );
      expect(smoke).toBeGreaterThan(0);
      expect(short).toBeGreaterThanOrEqual(smoke ?? 0);
      expect(full).toBeGreaterThanOrEqual(short ?? 0);
    }
  });
});
