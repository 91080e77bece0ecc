import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfiguration } from './configuration.ts';
import { UsageError } from './errors.ts';

let folder: string;
/** No `.env` of the checkout may leak into the tests. */
let emptyFile: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perf configuration '));
  emptyFile = join(folder, 'empty.env');
  writeFileSync(emptyFile, '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(args: readonly string[], environment: Record<string, string> = {}): readonly string[] {
  try {
    readConfiguration(args, { PERF_ENV_FILE: emptyFile, ...environment });
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfiguration', () => {
  it('says which settings change nothing in what is run, of those that were asked for', () => {
    const file = join(folder, 'shared.env');
    writeFileSync(file, 'STRESS_MODE=search\n');
    const notesOf = (...scenarios: string[]) =>
      readConfiguration([...scenarios, '--max-users', '9'], { PERF_ENV_FILE: file, SOAK_USERS: '3' })?.notes;
    expect(notesOf('baseline')).toEqual([
      'MAX_USERS is set, which only stress reads: it changes nothing in baseline',
      'SOAK_USERS is set, which only soak reads: it changes nothing in baseline',
    ]);
    expect(notesOf('soak', 'stress')).toEqual([]);
  });

  it('lets flags beat the environment, which beats the file, which beats defaults', () => {
    const file = join(folder, 'some.env');
    writeFileSync(file, 'USERS=1\nSEED=1\nPROFILE=smoke\n# comment\n');
    const found = readConfiguration(['baseline', '--users', '3'], {
      PERF_ENV_FILE: file,
      USERS: '2',
      SEED: '2',
      PROFILE: '',
    });
    expect(found?.settings).toMatchObject({ users: 3, seed: 2, profile: 'smoke', sloP95Ms: 2000 });
    expect(found?.environment).toEqual({ USERS: '3', SEED: '2', PROFILE: 'smoke' });
  });

  it('takes the scenario from SCENARIO where the command line names none', () => {
    const environment = { PERF_ENV_FILE: emptyFile, SCENARIO: 'normal high' };
    expect(readConfiguration([], environment)?.scenarios).toEqual(['normal', 'high']);
    expect(readConfiguration(['burst'], environment)?.scenarios).toEqual(['burst']);
  });

  it('reads the tenants from a file', () => {
    const file = join(folder, 'tenants.json');
    writeFileSync(file, '[{"workspace":"a","token":"t1"},{"workspace":"b","token":"t2"}]\n');
    const found = readConfiguration(['baseline'], {
      PERF_ENV_FILE: emptyFile,
      WM_BASE_URL: 'http://127.0.0.1:8000',
      WM_TENANTS: file,
    });
    expect(found?.settings.tenants).toHaveLength(2);
    expect(JSON.parse(found?.environment.WM_TENANTS ?? '')).toHaveLength(2);
  });

  it('never repeats a WM_TENANTS that is neither JSON nor a file: it may be a token', () => {
    const problems = problemsOf(['baseline'], { WM_TENANTS: 'secret-token' });
    expect(problems).toEqual([
      expect.stringMatching(/^WM_TENANTS is neither a JSON list nor a file.*ENOENT/),
    ]);
    expect(problems.join()).not.toContain('secret-token');
  });

  it('reports mistakes of flags, environment and file all at once', () => {
    const problems = problemsOf(
      ['nonsense', '--profile', 'long', '--duration', '5 minutes', '--repeat', '0'],
      {
        USERS: 'many',
        WM_BASE_URL: 'http://127.0.0.1@evil.example',
        K6_SHA256: 'abc',
      },
    );
    const text = problems.join('\n');
    for (const name of ['nonsense', 'PROFILE', 'DURATION', 'REPEAT', 'USERS', 'WM_BASE_URL', 'K6_SHA256']) {
      expect(text).toContain(name);
    }
    expect(text).toContain('smoke, short, full');
  });

  it('says so when no scenario was given, or the named file is missing', () => {
    expect(problemsOf([]).join()).toContain('no scenario given');
    expect(problemsOf(['baseline'], { PERF_ENV_FILE: join(folder, 'none') }).join()).toMatch(
      /PERF_ENV_FILE names ".*none", which cannot be read \(ENOENT\)/,
    );
  });

  it('refuses a planted defect on a target that is not the embedded one', () => {
    const problems = problemsOf(['baseline', '--defect', 'slow-p95', '--workers', '2'], {
      WM_BASE_URL: 'http://127.0.0.1:8000',
      WM_WORKSPACE: 'a',
      WM_TOKEN: 't',
    });
    expect(problems).toHaveLength(2);
  });

  it('answers null to --help, whatever else there is', () => {
    expect(readConfiguration(['nonsense', '--help'], {})).toBeNull();
  });
});
