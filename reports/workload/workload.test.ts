import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillArguments, templateProblems } from '../../lib/workload/arguments.ts';
import { jobsInHour } from '../../lib/workload/workload.ts';
import { createRandom } from '../stats/random.ts';
import { parseWorkload, readWorkload } from './read.ts';

const EXAMPLE = new URL('../../docs/workload.example.yaml', import.meta.url);
const problemsOf = (text: string) => {
  const outcome = parseWorkload(text, 'day.yaml');
  return outcome.ok ? [] : outcome.problems;
};

describe('a workload file', () => {
  test('is read as its example promises', () => {
    const outcome = parseWorkload(readFileSync(EXAMPLE, 'utf8'), 'example');
    if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
    const [inbound, , due, people] = outcome.workload.items;
    expect(inbound).toMatchObject({
      runnable: { kind: 'script', path: 'f/perf/inbound_webhook' },
      tenant: 'client-a',
      load: { kind: 'arrivals', jobsPerHour: 300 },
    });
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    const aDay = (index: number) => {
      const item = outcome.workload.items[index];
      return item === undefined ? 0 : hours.reduce((sum, hour) => sum + jobsInHour(item, hour), 0);
    };
    // The profile moves jobs from hour to hour, never their number.
    expect(aDay(0)).toBeCloseTo(7200, 6);
    expect(due?.duration?.quantiles.map(({ p }) => p)).toEqual([0, 0.5, 0.9, 0.99, 1]);
    // 3 users, 40 s of thought and .3 s of work: at noon with the weight of that hour.
    expect(people === undefined ? 0 : jobsInHour(people, 12)).toBeCloseTo(
      (3 * (people?.profile[12] ?? 0) * 3600) / 40.3,
      6,
    );
    // What the bundles get is JSON.
    expect(JSON.parse(JSON.stringify(outcome.workload))).toEqual(outcome.workload);
  });

  test('is told all its mistakes at once, in the order of its lines', () => {
    const text = `version: 2
itms: 3
items:
  - runnable: f/perf/echo
    rate: 300
    users: 4
    thinkTime: 3-1
    duration: { mean: 4s, p95: 40s }
    arguments: { a: "{{foo}}", b: ["{{int 5 1}}", "{{uuid}}"] }
    profile: [1, 2, -3]
  - runnable: script:f/perf/echo
    priority: 1.5
    tenants: x
`;
    expect(problemsOf(text)).toEqual([
      'day.yaml:1 version must be 1',
      'day.yaml:2 itms is not known here',
      'day.yaml:4 items[0].runnable is "f/perf/echo", must be script:f/folder/name or flow:f/folder/name',
      'day.yaml:5 items[0].rate is 300, must be a rate above 0 such as 300/h, 5/min, 2/s or 1000/day',
      'day.yaml:6 items[0].users does not go with a rate: give one of them',
      'day.yaml:7 items[0].thinkTime is "3-1", must be seconds from 0 to 3600, such as 0, 2 or 1-3',
      'day.yaml:8 items[0].duration.p95 is 40 s with a mean of 4 s, must be 1 to 3.87 times the mean (or give quantiles)',
      'day.yaml:9 items[0].arguments.a has {{foo}}, must be one of {{uuid}}, {{int FROM TO}}, {{pick A,B,C}}, {{digits LENGTH}}, {{text LENGTH}}, {{index}}, {{now}}',
      'day.yaml:9 items[0].arguments.b[0] has {{int 5 1}}, must be {{int FROM TO}}',
      'day.yaml:10 items[0].profile[2] must not be below 0',
      'day.yaml:10 items[0].profile must have 24 numbers, one an hour from 0 to 23 UTC',
      'day.yaml:11 items[1].rate is missing: give a rate, or users',
      'day.yaml:12 items[1].priority is 1.5, must be a whole number from 0 to 100',
      'day.yaml:13 items[1].tenants is not known here',
    ]);
  });

  test.each([
    ['version: 1\nitems:\n  - a: [1\n  b: 2', /^day\.yaml:\d+ /],
    ['', /^day\.yaml expected object/],
    ['version: 1\nitems: []', /items must have an item at least/],
    ['version: 1\nitems:\n  - { runnable: script:f/a/b, rate: 0/h }', /must be a rate above 0/],
    [
      `version: 1\nitems:\n  - { runnable: script:f/a/b, rate: 1/h, profile: [${'0,'.repeat(23)}0] }`,
      /must have a number above 0/,
    ],
    [
      'version: 1\nitems:\n  - { runnable: script:f/a/b, rate: 1/h, duration: { mean: 1s, quantiles: { p5: 3s, p50: 1s } } }',
      /must not fall/,
    ],
  ])('%j has one clear mistake', (text, sentence) => {
    const [first] = problemsOf(text);
    expect(first).toMatch(sentence);
  });

  test('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const outcome = parseWorkload(text, 'x');
        return outcome.ok || outcome.problems.length > 0;
      }),
    );
  });

  test('that is not there is named', async () => {
    expect(await readWorkload('/nowhere/day.yaml')).toEqual({
      ok: false,
      problems: ['/nowhere/day.yaml does not exist: name a workload file'],
    });
  });
});

describe('the templates of arguments', () => {
  const fill = (seed: number) => {
    const { uniform } = createRandom(seed);
    return fillArguments(
      {
        id: '{{uuid}}',
        amount: '{{int 5 7}}',
        phone: '+34 {{digits 9}}',
        from: ['{{pick mail, web chat}}', '{{index}}', true, null],
        at: '{{now}}',
        plain: 'a { brace }',
      },
      { uniform, index: 12, now: 0 },
    );
  };

  test('become values, numbers as numbers', () => {
    const filled = fill(1);
    expect(filled.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([5, 6, 7]).toContain(filled.amount);
    expect(filled.phone).toMatch(/^\+34 \d{9}$/);
    expect(['mail', 'web chat']).toContain(filled.from[0]);
    expect(filled.from.slice(1)).toEqual([12, true, null]);
    expect(filled).toMatchObject({ at: '1970-01-01T00:00:00.000Z', plain: 'a { brace }' });
  });

  test('are the same for the same seed, and others for another', () => {
    expect(fill(1)).toEqual(fill(1));
    expect(fill(2).id).not.toBe(fill(1).id);
  });

  test('that are not closed, or ask for too much, are mistakes', () => {
    expect(templateProblems('a {{uuid')).toEqual(['has {{ without }}']);
    expect(templateProblems('{{text 999999999}}')).toHaveLength(1);
    expect(templateProblems('{{constructor}}')).toHaveLength(1);
    expect(templateProblems('{{ int -5 5 }} and {{uuid}}')).toEqual([]);
  });
});
