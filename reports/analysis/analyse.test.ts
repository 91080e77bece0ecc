import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../build-report.ts';
import { EXIT } from '../errors.ts';
import {
  identityFixture,
  type LoadFigures,
  runFilesFixture,
  runRecordFixture,
  summaryFixture,
} from '../testing/summary-fixture.ts';
import { analyse, verdictOf } from './analyse.ts';

const unknownQueue = {
  target: {
    kind: 'embedded' as const,
    atStart: identityFixture({ queueLength: null }),
    atEnd: identityFixture(),
  },
};

function result(figures: LoadFigures, over = {}) {
  return analyse(runFilesFixture({ figures, over }), 'en');
}

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('verdict', () => {
  it.each<[Parameters<typeof verdictOf>[0], Parameters<typeof verdictOf>[1], string]>([
    ['valid', 'pass', 'pass'],
    ['valid', 'fail', 'fail'],
    ['valid', 'inconclusive', 'inconclusive'],
    ['unknown', 'pass', 'inconclusive'],
    ['unknown', 'fail', 'fail'],
    ['discarded', 'pass', 'inconclusive'],
    ['discarded', 'fail', 'inconclusive'],
  ])('%s run with criteria %s: %s', (validity, criteria, verdict) => {
    expect(verdictOf(validity, criteria)).toBe(verdict);
  });

  it.each<[string, LoadFigures, object, string, number]>([
    ['healthy', {}, {}, 'pass', EXIT.pass],
    ['slow', { p95: 2000.4 }, {}, 'fail', EXIT.fail],
    ['wrong result', { wrongResults: 1 }, {}, 'fail', EXIT.fail],
    ['jobs that never end', { unfinished: 900, failed: 0 }, {}, 'fail', EXIT.fail],
    ['unknown queue', {}, unknownQueue, 'inconclusive', EXIT.inconclusive],
    ['unknown queue and slow', { p95: 9000 }, unknownQueue, 'fail', EXIT.fail],
    ['dropped load and slow', { p95: 9000, dropped: 5 }, {}, 'inconclusive', EXIT.inconclusive],
    ['no samples', { journeys: 0 }, {}, 'inconclusive', EXIT.inconclusive],
  ])('%s', (_name, figures, over, verdict, exitCode) => {
    const found = result(figures, over);
    expect(found.verdict).toBe(verdict);
    expect(exitCodeOf(found)).toBe(exitCode);
  });
});

describe('criteria', () => {
  it('come in the order a reader decides, with limit, observed and n', () => {
    expect(
      result({ failed: 12 }).criteria.map(({ id, limit, observed, n, verdict }) => [
        id,
        limit,
        observed,
        n,
        verdict,
      ]),
    ).toEqual([
      ['wrong-results', 0, 0, 900, 'pass'],
      ['latency-p95', 2000, 420, 900, 'pass'],
      ['error-rate', 0.01, 12 / 900, 900, 'fail'],
      ['jobs-completed', 0.99, 1, 900, 'pass'],
    ]);
  });

  it('take their limits from the settings of the run, not of this process', () => {
    const files = runFilesFixture({ environment: { SLO_P95_MS: '300', SLO_ERROR_RATE: '0.05' } });
    const [, latency, errors] = analyse(files, 'en').criteria;
    expect(latency).toMatchObject({ limit: 300, verdict: 'fail' });
    expect(errors).toMatchObject({ limit: 0.05 });
  });

  it('say what failed and where to look next, and only then', () => {
    const [, latency, errors] = result({ failed: 12 }).criteria;
    expect(latency?.next).toBeUndefined();
    expect(errors?.detail).toBe('Failures by kind, whole run: server error (5xx) 12.');
    expect(errors?.next).toMatch(/log of the server/);
  });

  it('have an interval for shares', () => {
    const errors = result({ failed: 12 }).criteria[2];
    expect(errors?.interval?.[0]).toBeCloseTo(0.00764, 4);
    expect(errors?.interval?.[1]).toBeCloseTo(0.02316, 4);
  });

  it('have no figure and no verdict where no job completed, and never the zero that k6 writes', () => {
    const [, latency, , ended] = result({ journeys: 60, unfinished: 60 }).criteria;
    expect(latency).toMatchObject({ observed: null, n: 0, verdict: 'inconclusive' });
    expect(ended).toMatchObject({ observed: 0, n: 60, verdict: 'fail' });
  });
});

describe('answer', () => {
  it('is one to decide from', () => {
    expect(plain(result({}).answer)).toBe(
      'Holds. 10 users, 1–3 s between two actions: 5 jobs/s; 95 % of jobs completed within 420 ms (limit < 2,000 ms); 0 % of journeys failed (limit < 1 %).',
    );
  });

  it('names what was missed', () => {
    expect(plain(result({ p95: 2000.4 }).answer)).toMatch(
      /^Does not hold: 1 of 4 criteria missed \(Latency p95, submit to completed: 2,000\.4 ms, limit < 2,000 ms\)\./,
    );
  });

  it('of a discarded run gives the reason instead of figures', () => {
    const found = result({ dropped: 5, failed: 200 });
    expect(found.answer).toBe(
      '5 iterations were due and not started (1,400 were): the load was lower than planned. ' +
        'Give k6 more of a machine, or ask for fewer users; then run again.',
    );
    for (const criterion of found.criteria) {
      expect(criterion.verdict).toBe('inconclusive');
      expect(Object.keys(criterion)).not.toEqual(expect.arrayContaining(['next']));
    }
  });

  it('has nothing beside wrong data, however slow and broken the rest is', () => {
    const { answer, verdict } = result({ wrongResults: 3, failed: 200, p95: 9000 });
    expect(verdict).toBe('fail');
    expect(plain(answer)).toBe(
      'Stop here, whatever else holds: Results of another job or workspace: 3 of 900.',
    );
  });

  it('of a run in doubt says so first', () => {
    expect(result({}, unknownQueue).answer).toMatch(
      /^Not confirmed, since it is unknown: queue empty at the start\. Holds\./,
    );
  });

  it('of an interrupted run keeps the figures and withholds the verdict', () => {
    const files = runFilesFixture({
      loadSeconds: 60,
      files: { run: runRecordFixture({ interrupted: true, k6ExitCode: 105 }) },
    });
    const found = analyse(files, 'es');
    expect(found.verdict).toBe('inconclusive');
    expect(plain(found.answer)).toBe(
      'Detenida desde fuera a los 1 min de 3 min 15 s. Déjela llegar al final o lea en k6.log por qué no llegó; después, repita la prueba.',
    );
    expect(found.traffic.jobs.completed).toBe(900);
    expect(found.traffic.seconds).toBe(45);
  });
});

describe('what was not established', () => {
  const sentences = (figures: LoadFigures, profile: 'smoke' | 'short' = 'short') =>
    analyse(runFilesFixture({ figures, profile }), 'en').notEstablished.join('\n');

  it.each<[number, string[], string[]]>([
    [71, ['p95: 71 samples are too few, 72', 'p99: 71 samples are too few, 368'], []],
    [72, ['p99: 72 samples'], ['p95: ']],
    [368, [], ['p95: ', 'p99: ']],
  ])('with %i samples', (journeys, present, absent) => {
    const text = sentences({ journeys });
    for (const part of present) expect(text).toContain(part);
    for (const part of absent) expect(text).not.toContain(part);
  });

  it('marks a percentile from few samples as an estimate', () => {
    expect(result({ journeys: 100 }).traffic.jobs.latencyMs.established).toEqual({ p95: true, p99: false });
  });

  it('says what a smoke run is not', () => {
    expect(sentences({}, 'smoke')).toContain('A smoke run takes seconds');
    expect(sentences({})).not.toContain('smoke');
  });
});

describe('a run with less to read', () => {
  it('says that traffic includes ramps where phases are not told apart', () => {
    const metrics = Object.fromEntries(
      Object.entries(summaryFixture().k6.metrics).filter(([key]) => !key.includes('{phase')),
    );
    const found = analyse(runFilesFixture({ metrics }), 'en');
    expect(found.traffic.scope).toBe('run');
    expect(found.notEstablished.join()).toContain('include ramps');
    expect(found.verdict).toBe('inconclusive');
  });

  it('says that the target showed no resources', () => {
    const metrics = Object.fromEntries(
      Object.entries(summaryFixture().k6.metrics).filter(([key]) => !key.startsWith('target_')),
    );
    const found = analyse(runFilesFixture({ metrics }), 'en');
    expect(found.resources).toBeNull();
    expect(found.notEstablished.join()).toContain('CPU and memory of the system');
  });
});

describe('fingerprint', () => {
  it('is the same for two runs of the same thing, whatever they measured', () => {
    const { fingerprint: one } = result({});
    const { fingerprint: two } = result({ p95: 900, failed: 4 });
    expect(two).toEqual(one);
    expect(one.settings).toMatchObject({ SLO_P95_MS: 2000, plan: 'ramp 15s→10, measured* 180s→10' });
    expect(Object.keys(one.settings).join()).not.toMatch(/TOKEN|RESULTS_DIR|REPORT_LANG/);
  });

  it('leaves out what the scenario does not read', () => {
    const { settings } = result({}).fingerprint;
    expect(settings).toHaveProperty('USERS');
    expect(Object.keys(settings).join()).not.toMatch(/SOAK|STRESS|FAULT|NEIGHBOUR/);
  });
});

describe('what is not proven', () => {
  const criterion = (found: ReturnType<typeof analyse>, id: string) =>
    found.criteria.find((each) => each.id === id);

  it('passes as observed, and the answer says so', () => {
    const found = result({ journeys: 40 });
    expect(found.verdict).toBe('pass');
    expect(criterion(found, 'error-rate')).toMatchObject({ evidence: 'not-proven', needs: 299, n: 40 });
    expect(criterion(found, 'latency-p95')).toMatchObject({ evidence: 'not-proven', needs: 72 });
    expect(criterion(found, 'wrong-results')?.evidence).toBe('exact');
    expect(plain(found.answer)).toMatch(/Observed, not proven: .*n ≥ 72\).*n ≥ 299\)\.$/);
  });

  it('is inconclusive where the run is strict', () => {
    const strict = (environment: Record<string, string>, profile?: 'full') =>
      analyse(
        runFilesFixture({ figures: { journeys: 40 }, environment, ...(profile ? { profile } : {}) }),
        'en',
      );
    const found = strict({ STRICT: '1' });
    expect(found.verdict).toBe('inconclusive');
    expect(criterion(found, 'error-rate')?.detail).toContain('from 299 samples on');
    expect(criterion(found, 'wrong-results')?.verdict).toBe('pass');
    expect(strict({ PROFILE: 'full' }, 'full').verdict).toBe('inconclusive');
    expect(strict({ PROFILE: 'full', STRICT: '0' }, 'full').verdict).toBe('pass');
  });

  it('a miss within the chance of its sample says so, one beyond it does not', () => {
    expect(result({ journeys: 60, failed: 1 }).answer).toContain('Observed, not proven');
    const sure = result({ journeys: 900, failed: 90 });
    expect(sure.verdict).toBe('fail');
    expect(sure.answer).not.toContain('not proven');
  });

  it('is proven by a run that is long enough', () => {
    const found = result({ journeys: 900 });
    expect(found.criteria.map(({ evidence }) => evidence)).toEqual(['exact', 'proven', 'proven', 'proven']);
    expect(found.answer).not.toContain('not proven');
  });
});
