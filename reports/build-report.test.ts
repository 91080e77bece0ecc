import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildReport } from './build-report.ts';
import { EXIT, ReportError } from './errors.ts';
import {
  dashboardFixture,
  dashboardLines,
  runRecordFixture,
  type SummaryFixture,
  summaryFixture,
} from './testing/summary-fixture.ts';

let results = '';
beforeEach(async () => {
  results = await mkdtemp(join(tmpdir(), 'results with space '));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(results, { recursive: true, force: true });
});

async function run(fixture: SummaryFixture = {}, name = 'run'): Promise<string> {
  const folder = join(results, name);
  await mkdir(folder);
  await writeFile(join(folder, 'summary.json'), JSON.stringify(summaryFixture(fixture)));
  await writeFile(join(folder, 'run.json'), JSON.stringify(runRecordFixture()));
  return folder;
}

const report = (runFolder: string, more: Partial<Parameters<typeof buildReport>[0]> = {}) =>
  buildReport({ runFolder, language: 'en', resultsDir: results, colour: false, ...more });

async function everyFile(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(path.slice(folder.length + 1), await readFile(path, 'utf8'));
  }
  return found;
}

describe('buildReport', () => {
  it('writes the result, the report and the copies of the newest run', async () => {
    const folder = await run();
    const { result, exitCode, consoleText, files } = await report(folder);
    expect({ verdict: result.verdict, exitCode }).toEqual({ verdict: 'pass', exitCode: EXIT.pass });
    expect(consoleText).toContain('Holds.');
    const names = [...(await everyFile(results)).keys()];
    expect(names).toEqual(
      expect.arrayContaining([
        'run/result.json',
        'run/report.md',
        'run/report.html',
        'run/junit.xml',
        'latest-summary.json',
        'latest-summary.md',
        'latest-normal.json',
      ]),
    );
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    for (const file of files) expect(names).toContain(file.slice(results.length + 1));
    const written: unknown = JSON.parse(await readFile(join(results, 'latest-summary.json'), 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(result)));
  });

  it('draws charts, and links them also from where the copy of the report stands', async () => {
    const folder = await run({}, '20260131T093000Z-normal');
    await writeFile(join(folder, 'series.ndjson'), dashboardLines(dashboardFixture(summaryFixture())));
    await report(folder);
    const charts = await readdir(join(folder, 'charts'));
    expect(charts.length).toBeGreaterThan(0);
    const links = async (path: string) =>
      [...(await readFile(path, 'utf8')).matchAll(/\]\(([^)]*\.svg)\)/g)].map((match) => match[1]).sort();
    expect(await links(join(folder, 'report.md'))).toEqual(charts.map((name) => `charts/${name}`).sort());
    expect(await links(join(results, 'latest-summary.md'))).toEqual(
      charts.map((name) => `20260131T093000Z-normal/charts/${name}`).sort(),
    );
  });

  it('adds the run to the history, and compares it with a baseline', async () => {
    const before = await run({ over: { runId: 'before' } }, 'before');
    await report(before);
    const after = await run({ figures: { p95: 900 } }, 'after');
    const { consoleText } = await report(after, { baseline: before });
    expect(consoleText).toContain('before');
    const history = (await readFile(join(results, 'history.ndjson'), 'utf8')).trim().split('\n');
    expect(history.map((line) => (JSON.parse(line) as { runId: string }).runId)).toEqual([
      'before',
      '20260131T093000Z-normal',
    ]);
  });

  it('makes the report also where the baseline cannot be read, and says so', async () => {
    const { exitCode, consoleText } = await report(await run(), { baseline: join(results, 'absent') });
    expect(exitCode).toBe(EXIT.pass);
    expect(consoleText).toMatch(/BASELINE: .*absent/);
  });

  it('leaves the folder of results alone where none is given', async () => {
    await report(await run(), { resultsDir: null });
    expect(await readdir(results)).toEqual(['run']);
  });

  it('makes the same files again from the same run', async () => {
    const folder = await run();
    await report(folder);
    const before = await everyFile(folder);
    await report(folder);
    expect(await everyFile(folder)).toEqual(before);
  });

  it('does not let the report of an older run replace the newest', async () => {
    const newer = await run({ over: { startedAt: '2026-02-01T00:00:00Z', endedAt: '2026-02-01T00:03:15Z' } });
    await report(newer);
    const older = await run({ scenario: 'baseline' }, 'older');
    await report(older);
    const latest = async (name: string) =>
      (JSON.parse(await readFile(join(results, name), 'utf8')) as { scenario: string }).scenario;
    expect(await latest('latest-summary.json')).toBe('normal');
    expect(await latest('latest-baseline.json')).toBe('baseline');
  });

  it('gives the summary of a plain k6 run a folder of its own', async () => {
    const path = join(results, '20260131T093000Z-normal-summary.json');
    await writeFile(path, JSON.stringify(summaryFixture()));
    const { files } = await report(path);
    expect(files[0]).toBe(join(results, '20260131T093000Z-normal', 'result.json'));
    expect(await readdir(join(results, '20260131T093000Z-normal'))).toContain('summary.json');
  });

  it('does not follow a run id out of the folder', async () => {
    const path = join(results, 'copy.json');
    await writeFile(path, JSON.stringify(summaryFixture({ over: { runId: '../../escaped' } })));
    await expect(report(path)).rejects.toThrow(/runId "..\/..\/escaped" is no name/);
  });

  it('hides tokens of the environment, wherever they got in', async () => {
    const token = 'wm_t0ken/with+odd"chars';
    vi.stubEnv('WM_TOKEN', token);
    vi.stubEnv('WM_TENANTS', JSON.stringify([{ workspace: 'client-a', token: 'tenant-t0ken-a' }]));
    const folder = await run({
      over: {
        target: {
          kind: 'external',
          atStart: { ...identity, version: `1.0 ${token}` },
          atEnd: { ...identity, version: 'tenant-t0ken-a given-t0ken' },
        },
      },
    });
    const { consoleText } = await report(folder, { secrets: ['given-t0ken'] });
    const files = await everyFile(results);
    files.delete('run/summary.json');
    for (const [name, text] of files) expect(text, name).not.toMatch(/t0ken/);
    expect(consoleText).not.toContain('t0ken');
    expect(files.get('run/result.json')).toContain('***');
  });

  it('says in one line what is wrong with a run that cannot be read, and writes nothing', async () => {
    await mkdir(join(results, 'empty'));
    await expect(report(join(results, 'empty'))).rejects.toThrow(ReportError);
    const folder = await run();
    await writeFile(join(folder, 'run.json'), '{"k6Version": 7}');
    await expect(report(folder)).rejects.toThrow(/run\.json is not a valid run record: k6Version/);
    expect(await readdir(folder)).toEqual(['run.json', 'summary.json']);
  });
});

const identity = {
  version: null,
  health: null,
  workers: [],
  processStart: [],
  queueLength: 0,
  scriptHash: null,
  clock: '',
};
