import { describe, expect, test } from 'vitest';
import { parseWorkload } from '../workload/read.ts';
import { readClient } from './client-words.ts';
import { planClients, workersNeeded } from './clients.ts';
import { exactly } from './forecast.ts';
import type { MeasuredRun, MeasuredRuns } from './measured.ts';
import { planConsole, planJson, planPage } from './output.ts';
import { type PlanInputs, planQuestion } from './question.ts';
import { planView } from './view.ts';

/** 2 workers at jobs of 100 ms: 19.5 jobs/s, with 40 % of the CPU and 10 % of the connections in use. */
const around = (value: number, by: number) => ({ value, low: value * (1 - by), high: value * (1 + by) });
const RUN: MeasuredRun = {
  runId: '20260131T093000Z-stress',
  script: 'f/perf/sleep',
  workers: 2,
  rate: around(19.5, 0.025),
  highestRate: 19.5,
  perJob: around(0.1025, 0.025),
  overhead: { value: 0.0025, low: 0, high: 0.005 },
  limits: [
    { resource: 'cpu', rate: around(43.875, 0.025) },
    { resource: 'db-connections', rate: around(175.5, 0.025) },
  ],
  memoryMb: 600,
  target: 'embedded 1',
};
const MEASURED: MeasuredRuns = {
  runs: [RUN],
  leftOut: [{ runId: '20260131T093000Z-baseline', why: 'not-stress' }],
};

const inputs = (more: Partial<PlanInputs> = {}): PlanInputs => ({
  workload: null,
  client: null,
  measured: { runs: [], leftOut: [] },
  workers: null,
  overhead: null,
  maxWait: 10,
  upTo: null,
  seed: 1,
  ...more,
});
function clientOf(text: string) {
  const outcome = readClient(text);
  if (!outcome.ok) throw new Error(outcome.problems.join());
  return outcome.client;
}
function workloadOf(text: string) {
  const outcome = parseWorkload(text, 'day.yaml');
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.workload;
}
function asked(given: PlanInputs) {
  const outcome = planQuestion(given, 'en');
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome;
}
const CLIENT = clientOf('300 jobs/h, 4 s each, peak 6x');

describe('a plan', () => {
  test('finds the number that fits: each row before it does, each after it does not', () => {
    const { question } = asked(inputs({ client: CLIENT, workers: 10 }));
    const plan = planClients(question);
    // Four bring 8 erlangs to ten workers, five bring 10.
    expect(plan.fit).toEqual({ low: 4, high: 4 });
    expect(plan.limits).toMatchObject([{ resource: 'workers' }]);
    for (const row of plan.rows) {
      expect(row.fits).toBe(row.clients <= 4 ? 'yes' : 'no');
      if (row.fits === 'yes') expect(row.peak.p95Wait.high).toBeLessThanOrEqual(10);
      else expect(row.peak.p95Wait.low).toBeGreaterThan(10);
    }
    const waits = plan.rows.map(({ peak }) => peak.p95Wait.value);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    const needed = plan.rows.map(({ workersNeeded: workers }) => workers?.high ?? 0);
    expect(needed).toEqual([...needed].sort((a, b) => a - b));
    expect(needed.at(-1)).toBeGreaterThan(10);
  });

  test('puts new clients on top of what is there already', () => {
    const base = workloadOf(
      'version: 1\nitems:\n  - { runnable: script:f/a/b, rate: 1800/h, duration: 4s }\n',
    );
    const alone = planClients(asked(inputs({ client: CLIENT, workers: 10, upTo: 1 })).question);
    const beside = planClients(
      asked(inputs({ client: CLIENT, workers: 10, workload: base, upTo: 1 })).question,
    );
    expect(beside.fit.low).toBe(alone.fit.low - 1);
    const evening = workloadOf(
      `version: 1\nitems:\n  - { runnable: script:f/a/b, rate: 60/h, duration: 4s, profile: [${'1,'.repeat(20)}9,1,1,1] }\n`,
    );
    const { question } = asked(inputs({ client: CLIENT, workers: 10, workload: evening }));
    expect(question.client[0]?.jobsPerHour[20]).toBe(1800);
    expect(question.client[0]?.jobsPerHour[11]).toBeLessThan(300);
    const full = planClients(asked(inputs({ client: CLIENT, workers: 1, workload: base, upTo: 1 })).question);
    expect(full).toMatchObject({ baseFits: false, fit: { low: 0, high: 0 } });
  });

  test('takes an average tenant of a file for a client, and a time that was measured where it has none', () => {
    const workload = workloadOf(`version: 1
items:
  - { runnable: script:f/perf/sleep, arguments: { ms: 900 }, rate: 600/h, tenant: a }
  - { runnable: script:f/x/y, duration: { mean: 2s, p95: 6s }, rate: 1200/h, tenant: b }
`);
    const { question, sources } = asked(inputs({ workload, measured: MEASURED }));
    expect(question.system.workers).toBe(2);
    expect(question.client.map(({ jobsPerHour }) => jobsPerHour[0])).toEqual([300, 600]);
    expect(question.client[0]?.service.mean).toBe(0.9);
    expect(sources).toMatchObject({ averaged: 2, overheadKnown: true });
    const other = workloadOf('version: 1\nitems:\n  - { runnable: script:f/not/known, rate: 6/h }\n');
    expect(planQuestion(inputs({ workload: other, measured: MEASURED }), 'en')).toEqual({
      ok: false,
      problems: [
        'f/not/known has no duration, and no run of stress measured its script: give it a duration in the file, or --results',
      ],
    });
  });

  test('names the resource that gives way before the workers', () => {
    const quick = clientOf('1 jobs/s, 10 ms each, fixed');
    const { question } = asked(
      inputs({ client: quick, workers: 4, measured: MEASURED, overhead: 0, upTo: 46 }),
    );
    const plan = planClients(question);
    expect(plan.limits.map(({ resource }) => resource)).toEqual(['cpu', 'workers', 'db-connections']);
    // The CPU is used up at 42.8 to 45 jobs/s.
    expect(plan.fit).toEqual({ low: 42, high: 44 });
    expect(plan.rows.at(-1)?.exceeded).toContain('cpu');
  });

  test('says what is missing, all at once', () => {
    expect(planQuestion(inputs(), 'es')).toMatchObject({ ok: false, problems: { length: 2 } });
  });

  test('needs the workers that the arithmetic asks for', () => {
    const demand = [{ ...CLIENT, jobsPerHour: CLIENT.jobsPerHour.map(() => 3600) }];
    const system = { workers: 1, overhead: exactly(0), pollSeconds: 0 };
    const needed = workersNeeded(demand, system, 1, 1);
    // 4 erlangs: p95 of the wait is 3.5 s with 6, 1.3 s with 7 and .2 s with 8 by Erlang C.
    expect(needed).toEqual({ low: 7, high: 8 });
  });
});

describe.each(['en', 'es'] as const)('the words of a plan (%s)', (language) => {
  const { question, sources } = asked(inputs({ client: CLIENT, workers: 3, measured: MEASURED }));
  const plan = planClients(question);
  const view = planView(plan, question, sources, language);

  test('say where the inputs lie outside what was measured', () => {
    const said = view.outside.join('\n');
    expect(said).toMatch(/3 workers/);
    expect(said).toMatch(/f\/perf\/sleep/);
    expect(said).toMatch(/600\u00A0MB/);
    expect(said).toMatch(/baseline/);
    expect(said).not.toMatch(/--overhead/);
    expect(view.answer).toMatch(/1 client/);
  });

  test('are in the page, on the terminal and in the JSON, with the same answer', () => {
    const terminal = planConsole(view, language);
    expect(terminal).not.toContain('\u00A0');
    expect(terminal.replace(/\s+/g, ' ')).toContain(view.answer.replace(/\s+/g, ' '));
    expect(planPage(view, language)).toContain('plan.svg');
    const json = JSON.parse(planJson(plan, question, sources, language));
    expect(json).toMatchObject({ schemaVersion: 1, fit: plan.fit, firstLimit: 'workers' });
    expect(json.outsideMeasured).toEqual(view.outside);
    expect(view.chart?.file).toContain('<svg');
  });
});
