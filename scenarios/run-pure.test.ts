import { expect, test } from 'vitest';
import { uuidFromName } from '../lib/ids.ts';
import { subMetric } from '../lib/metric-names.ts';
import { judgeFromMetrics } from '../lib/run/console-answer.ts';
import { parseMetrics } from '../lib/run/prometheus.ts';
import { expose, gateThresholds } from '../lib/run/thresholds.ts';
import { burstScenario } from './burst/scenario.ts';
import { parseSettings } from './settings.ts';

const outcome = parseSettings({});
if (!outcome.ok) throw new Error('settings');
const { settings } = outcome;

test('Prometheus text is summed over the series of a metric', () => {
  const sums = parseMetrics(
    '# HELP x y\nx{process="api",path="a b } c"} 1.5\nx{process="worker"} 2\ny 3 1700000000\nz NaN\n\ngarbage',
  );
  expect([...sums]).toEqual([
    ['x', 3.5],
    ['y', 3],
  ]);
});

test('a name gives one UUID, always the same, of version 5', () => {
  const id = uuidFromName('tenant/event-1');
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(uuidFromName('tenant/event-1')).toBe(id);
  expect(uuidFromName('tenant/event-2')).not.toBe(id);
});

test('k6 gates on the criteria whose figure stands in the summary', () => {
  expect(gateThresholds(burstScenario.criteria, settings)).toEqual({
    'job_duration{phase:measured}': ['p(95)<2000'],
    'journey_errors{phase:measured}': ['rate<0.01'],
    'jobs_ended{phase:measured}': ['rate>=0.99'],
    'wrong_results{phase:measured}': ['rate==0'],
  });
});

test('exposing a sub-metric never replaces a gate on it', () => {
  expect(
    expose({ a: ['rate<1'] }, [
      ['a', 'rate'],
      ['b', 'counter'],
    ]),
  ).toEqual({ a: ['rate<1'], b: ['count>=0'] });
});

test('no samples are never a pass, whatever k6 says of an empty metric', () => {
  const metric = subMetric('job_duration', { phase: 'measured' });
  const empty = { [metric]: { type: 'trend', contains: 'time', values: { 'p(95)': 0, count: 0 } } } as const;
  expect(judgeFromMetrics(burstScenario.criteria['latency-p95'], empty, settings)).toMatchObject({
    observed: null,
    verdict: 'inconclusive',
  });
  expect(judgeFromMetrics(burstScenario.criteria['latency-p95'], {}, settings).verdict).toBe('inconclusive');
  const some = {
    [metric]: { type: 'trend', contains: 'time', values: { 'p(95)': 1999.9, count: 3 } },
  } as const;
  expect(judgeFromMetrics(burstScenario.criteria['latency-p95'], some, settings)).toMatchObject({
    samples: 3,
    verdict: 'pass',
  });
  const limit = {
    [metric]: { type: 'trend', contains: 'time', values: { 'p(95)': 2000, count: 3 } },
  } as const;
  expect(judgeFromMetrics(burstScenario.criteria['latency-p95'], limit, settings).verdict).toBe('fail');
});
