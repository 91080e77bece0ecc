import { describe, expect, it } from 'vitest';
import { VALIDITY_CHECKS, type ValidityCheckId } from '../../../lib/validity.ts';
import {
  dashboardFixture,
  identityFixture,
  runFilesFixture,
  runRecordFixture,
  summaryFixture,
  trend,
} from '../../testing/summary-fixture.ts';
import { analyse } from '../analyse.ts';

type Fixture = NonNullable<Parameters<typeof runFilesFixture>[0]>;

function check(id: ValidityCheckId, fixture: Fixture = {}, language: 'en' | 'es' = 'en') {
  const { validity } = analyse(runFilesFixture(fixture), language);
  const found = validity.checks.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no check ${id}`);
  return { ...found, run: validity.verdict };
}

const target = (over: object, atEnd: object | null = {}) => ({
  target: {
    kind: 'embedded' as const,
    atStart: identityFixture(over),
    atEnd: atEnd === null ? null : identityFixture(atEnd),
  },
});

describe('a healthy run', () => {
  it('passes every check, each with its figures', () => {
    const { validity } = analyse(runFilesFixture(), 'en');
    expect(validity.verdict).toBe('valid');
    expect(validity.checks.map(({ id }) => id)).toEqual([...VALIDITY_CHECKS]);
    expect(validity.checks.map(({ verdict }) => verdict)).toEqual(VALIDITY_CHECKS.map(() => 'valid'));
    for (const { detail } of validity.checks) expect(detail).not.toBe('');
  });

  it('says so in Spanish too', () => {
    const { validity } = analyse(runFilesFixture(), 'es');
    expect(validity.checks.map(({ detail }) => detail).join(' ')).toContain('ningún trabajo esperaba');
  });
});

describe('samples-present', () => {
  it('discards a run without a journey in its measured part', () => {
    expect(check('samples-present', { figures: { journeys: 0 } })).toMatchObject({
      verdict: 'discarded',
      run: 'discarded',
      detail: expect.stringContaining('not one sample'),
    });
  });

  it('counts journeys, not completed jobs: a system that completes none was still measured', () => {
    expect(check('samples-present', { figures: { journeys: 40, unfinished: 40 } }).verdict).toBe('valid');
  });
});

describe('load-delivered', () => {
  const summary = summaryFixture();

  it('sees users missing from the record per second', () => {
    const dashboard = dashboardFixture(summary, () => ({ users: 7, jobs: 4, p95: 400 }));
    const found = check('load-delivered', { files: { dashboard } });
    expect(found.verdict).toBe('discarded');
    expect(found.detail).toMatch(/“measured” only 7\susers of 10 planned/);
  });

  it('leaves a second without users at the edge of a phase alone', () => {
    const dashboard = dashboardFixture(summary, (second) => ({
      users: second === 15 ? 2 : 10,
      jobs: 5,
      p95: 400,
    }));
    expect(check('load-delivered', { files: { dashboard } }).verdict).toBe('valid');
  });

  it('falls back on the height of the run without a record, and is unknown without either', () => {
    const plain = { dashboard: null, run: null };
    expect(check('load-delivered', { files: plain }).verdict).toBe('valid');
    const { vus: _vus, ...metrics } = summary.k6.metrics;
    expect(check('load-delivered', { files: plain, metrics }).verdict).toBe('unknown');
    const few = { ...metrics, vus: { type: 'gauge', contains: 'default', values: { max: 6 } } } as const;
    expect(check('load-delivered', { files: plain, metrics: few }).verdict).toBe('discarded');
  });
});

describe('no-dropped-iterations', () => {
  it('discards a run that dropped a single one', () => {
    expect(check('no-dropped-iterations', { figures: { dropped: 1 } })).toMatchObject({
      verdict: 'discarded',
      detail: expect.stringMatching(/^1 iterations were due/),
    });
  });
});

describe('generator-not-busy', () => {
  const generator = (over: object) => ({
    run: runRecordFixture({
      generator: {
        cores: 2,
        cpuShareP95: 0.2,
        cpuShareMax: 0.3,
        systemCpuShareP95: 0.5,
        memoryMbMax: 100,
        samples: 100,
        ...over,
      },
    }),
  });

  it.each<[string, Fixture, string]>([
    ['late timers', { figures: { driftP95: 100.4 } }, '100.4'],
    ['the CPU of k6', { files: generator({ cpuShareP95: 0.81 }) }, '81'],
  ])('discards for %s, and shows the figure beside its limit', (_name, fixture, figure) => {
    expect(check('generator-not-busy', fixture)).toMatchObject({
      verdict: 'discarded',
      detail: expect.stringContaining(figure),
    });
  });

  it('takes a busy machine for a busy generator only where the target is not on it', () => {
    const files = generator({ systemCpuShareP95: 0.97 });
    expect(check('generator-not-busy', { files }).verdict).toBe('valid');
    const over = { target: { ...target({}).target, kind: 'external' as const } };
    expect(check('generator-not-busy', { files, over }).verdict).toBe('discarded');
  });

  it('is satisfied with either measurement, unknown with neither', () => {
    const { generator_drift: _drift, ...metrics } = summaryFixture().k6.metrics;
    expect(check('generator-not-busy', { metrics }).verdict).toBe('valid');
    expect(check('generator-not-busy', { files: { run: null } }).verdict).toBe('valid');
    expect(check('generator-not-busy', { metrics, files: { run: null } }).verdict).toBe('unknown');
    const few = { ...metrics, generator_drift: trend(3, 19) };
    expect(check('generator-not-busy', { metrics: few, files: { run: null } }).verdict).toBe('unknown');
  });
});

describe('no-interference', () => {
  /** A sample a second over the whole run; each second the run uses `used` s of the processor, and so on. */
  const beside = (
    second: { used: number; waited: number; competing: number } | null,
    { systemCpuShare = 0.9, n = 400, every = 1 } = {},
  ) => {
    const start = Date.parse(summaryFixture().startedAt);
    const series = Array.from({ length: n }, (_, index) => ({
      t: start + index * every * 1000,
      cpuShare: 0.1,
      systemCpuShare,
      memoryMb: 90,
      ...(second === null
        ? {}
        : {
            processor: {
              used: second.used * index * every,
              waited: second.waited * index * every,
              competing: second.competing * index * every,
              unseen: 0,
              stolen: 0,
            },
          }),
    }));
    const generator = {
      cores: 2,
      cpuShareP95: 0.2,
      cpuShareMax: 0.3,
      systemCpuShareP95: 0.5,
      memoryMbMax: 100,
      samples: n,
      neighbour: 'rustc',
      series,
    };
    return { run: runRecordFixture({ generator }) };
  };

  it('discards a run whose threads waited while others ran, and names them', () => {
    const found = check('no-interference', { files: beside({ used: 1, waited: 0.5, competing: 1 }) });
    expect(found).toMatchObject({ verdict: 'discarded', run: 'discarded' });
    expect(found.detail).toMatch(/took 33\.\d\s% of the processor time .* in “measured” .*mostly “rustc”/);
  });

  it('does so with few looks as well: where the machine is full, the runner waits for its turn too', () => {
    const files = beside({ used: 1, waited: 0.5, competing: 1 }, { n: 12, every: 35 });
    expect(check('no-interference', { files }).verdict).toBe('discarded');
  });

  it.each([
    ['uses the rest of the machine and makes nobody wait', { used: 0.6, waited: 0.02, competing: 1.3 }],
    ['runs at idle priority, however busy it is', { used: 0.6, waited: 0.4, competing: 0.02 }],
    [
      'is not there: the run fills the machine and waits for itself',
      { used: 1.95, waited: 6, competing: 0.05 },
    ],
    ['is what any system does beside a light load', { used: 0.1, waited: 0.3, competing: 0.05 }],
  ])('leaves a neighbour alone that %s', (_name, second) => {
    expect(check('no-interference', { files: beside(second) }).verdict).toBe('valid');
  });

  it('goes by the share that others used where waits are not told, and never takes half a machine for none', () => {
    const share = (systemCpuShare: number) => beside(null, { systemCpuShare });
    // k6 takes 10 % and the target 22 % of the machine.
    expect(check('no-interference', { files: share(0.4) }).verdict).toBe('valid');
    expect(check('no-interference', { files: share(0.5) }).verdict).toBe('discarded');
  });

  it('rests on the timers in a plain k6 run, and is unknown without them', () => {
    expect(check('no-interference', { files: { run: null } }).verdict).toBe('valid');
    const { generator_drift: _drift, ...metrics } = summaryFixture().k6.metrics;
    expect(check('no-interference', { metrics, files: { run: null } }).verdict).toBe('unknown');
  });

  it.each([
    ['en', 'could not be told from others (“docker-proxy” only passes port 80 on'],
    ['es', 'no se pudo distinguir sus procesos de otros («docker-proxy» solo reenvía el puerto 80'],
  ] as const)('says why where the target on this machine is not told from others (%s)', (language, says) => {
    const processesUnknown = { kind: 'passed-on', port: 80, by: 'docker-proxy' } as const;
    const run = { ...runRecordFixture(), generator: null };
    const files = {
      run: { ...run, target: { kind: 'external' as const, onThisMachine: true, processesUnknown } },
    };
    const found = check('no-interference', { files }, language);
    expect(found.verdict).toBe('valid');
    expect(found.detail).toContain(says);
    expect(found.detail).toMatch(/k6 (were on time|fueron puntuales)$/);
  });
});

describe('target-unchanged', () => {
  it.each<[string, object, string]>([
    ['a restarted process', { processStart: [1769850099] }, 'processes were started again'],
    [
      'a restarted worker',
      { workers: ['wk-1@2026-01-31T09:00:00Z', 'wk-2@2026-01-31T09:31:00Z'] },
      'workers: 1 gone, 1 new',
    ],
    ['an upgrade', { version: 'CE v1.819.0' }, 'version CE v1.818.0 → CE v1.819.0'],
    ['another script', { scriptHash: 'ffff' }, 'script under test'],
  ])('discards for %s', (_name, atEnd, detail) => {
    expect(check('target-unchanged', { over: target({}, atEnd) })).toMatchObject({
      verdict: 'discarded',
      detail: expect.stringContaining(detail),
    });
  });

  it('does not care for the order of workers', () => {
    const workers = [...identityFixture().workers].reverse();
    expect(check('target-unchanged', { over: target({}, { workers }) }).verdict).toBe('valid');
  });

  it('says where a restart could not have been seen', () => {
    const dim = { workers: [], processStart: [] };
    const found = check('target-unchanged', { over: target(dim, dim) });
    expect(found).toMatchObject({
      verdict: 'valid',
      detail: expect.stringContaining('a restart in between'),
    });
  });

  it('is unknown where the target tells nothing, or is gone at the end', () => {
    const dark = { version: null, workers: [], processStart: [], scriptHash: null };
    expect(check('target-unchanged', { over: target(dark, dark) }).verdict).toBe('unknown');
    expect(check('target-unchanged', { over: target({}, null) })).toMatchObject({
      verdict: 'unknown',
      detail: expect.stringContaining('at the end'),
    });
    expect(check('target-unchanged', { over: target({}, dark) }).verdict).toBe('unknown');
  });

  it('makes nothing of hostile names', () => {
    const found = check('target-unchanged', { over: target({}, { version: '\u001b[31mred\u0007\nnext' }) });
    expect(found.detail).toContain('→ red next');
  });
});

describe('clean-start', () => {
  it.each<[number | null, string]>([
    [0, 'valid'],
    [1, 'discarded'],
    [null, 'unknown'],
  ])('queue of %s: %s', (queueLength, verdict) => {
    expect(check('clean-start', { over: target({ queueLength }) }).verdict).toBe(verdict);
  });
});

describe('journeys-sound', () => {
  it('leaves a run with exceptions in doubt, and says how many', () => {
    expect(check('journeys-sound', { figures: { exceptions: 3 } })).toMatchObject({
      verdict: 'unknown',
      detail: expect.stringMatching(/^3 of /),
    });
  });
});

describe('run-completed', () => {
  const ended = (k6ExitCode: number | null, interrupted = false) => ({
    run: runRecordFixture({ k6ExitCode, interrupted }),
  });

  it.each<[string, Fixture, string, RegExp]>([
    ['Ctrl-C', { loadSeconds: 20, files: ended(105, true) }, 'discarded', /stopped from outside after 20/],
    ['a signal to k6 alone', { loadSeconds: 20, files: ended(105) }, 'discarded', /stopped from outside/],
    ['k6 killed', { loadSeconds: 20, files: ended(null) }, 'discarded', /killed/],
    ['an exception in setup', { files: ended(107) }, 'discarded', /code 107/],
    ['test.abort', { files: ended(108) }, 'discarded', /broke the run off/],
    ['a missed threshold', { files: ended(99) }, 'valid', /as planned/],
    ['a plain run cut short', { loadSeconds: 20, files: { run: null } }, 'discarded', /ended after 20/],
    ['a plain run', { files: { run: null } }, 'valid', /as planned/],
  ])('%s', (_name, fixture, verdict, detail) => {
    expect(check('run-completed', fixture)).toMatchObject({ verdict, detail: expect.stringMatching(detail) });
  });
});
