import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT, ReportError } from '../errors.ts';
import { summaryFixture } from '../testing/summary-fixture.ts';
import { readSummary } from './summary.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'summary '));
});
afterAll(() => rm(folder, { recursive: true }));

async function messageFor(content: string | object): Promise<string> {
  const path = join(folder, 'summary.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return failure(path);
}

async function failure(path: string): Promise<string> {
  const error: unknown = await readSummary(path).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ReportError)) throw new Error(`expected a ReportError, got ${String(error)}`);
  expect(error.exitCode).toBe(EXIT.usage);
  expect(error.message).not.toContain('\n');
  return error.message.replaceAll(folder, '…');
}

describe('readSummary', () => {
  it('reads what a bundle writes', async () => {
    const summary = summaryFixture();
    const path = join(folder, 'good.json');
    await writeFile(path, `\uFEFF${JSON.stringify(summary)}\n`);
    expect(await readSummary(path)).toEqual(JSON.parse(JSON.stringify(summary)));
  });

  it('takes figures that k6 wrote as null for missing', async () => {
    const summary = summaryFixture({
      metrics: { vus: { type: 'gauge', contains: 'default', values: { value: 1, max: Number.NaN } } },
    });
    const path = join(folder, 'nulls.json');
    await writeFile(path, JSON.stringify(summary));
    expect((await readSummary(path)).k6.metrics.vus?.values).toEqual({ value: 1 });
  });

  const json = JSON.stringify(summaryFixture());
  it.each<[string, string | object, RegExp]>([
    ['empty', '', /summary\.json is empty/],
    ['blank', ' \n', /is empty/],
    ['truncated', json.slice(0, 700), /is truncated/],
    ['no JSON', 'running (0m30s), 10/10 VUs', /is not JSON/],
    ['broken inside', json.replace('"seed":', '"seed"::'), /is not JSON/],
    ['a list', [], /holds no JSON object/],
    [
      "k6's machine-readable summary",
      { config: {}, metadata: {}, results: { metrics: [] } },
      /--new-machine-readable-summary.*run a scenario/,
    ],
    ['the same, wrapped', { data: { results: {} } }, /--new-machine-readable-summary/],
    ['a --summary-export', { root_group: {}, metrics: {} }, /summary of k6 itself.*run a scenario/],
    ['something else', { name: 'x' }, /no summary of this suite \(no schemaVersion\)/],
    ['a result', { schemaVersion: 1, criteria: [], validity: {} }, /is a result\.json/],
    [
      'of a newer suite',
      { ...summaryFixture(), schemaVersion: 3 },
      /schemaVersion 3, this suite reads 2: .*newer/,
    ],
    ['of no version', { ...summaryFixture(), schemaVersion: 'x' }, /schemaVersion "x", this suite reads 2$/],
    [
      'of an unknown scenario',
      { ...summaryFixture(), scenario: 'stres' },
      /not a valid summary: scenario: .*baseline/,
    ],
    ['with two mistakes', { ...summaryFixture(), seed: 'one', startedAt: 'now' }, /startedAt: .*seed: /],
  ])('refuses a file that is %s, in one line', async (_name, content, message) => {
    expect(await messageFor(content)).toMatch(message);
  });

  it('refuses a missing file and a folder', async () => {
    expect(await failure(join(folder, 'absent.json'))).toMatch(/does not exist: give the folder/);
    expect(await failure(folder)).toMatch(/is not a file/);
  });

  it('refuses a file above the limit without reading it', async () => {
    const path = join(folder, 'huge.json');
    await writeFile(path, '{');
    // Sparse: the size is there, the bytes are not.
    await truncate(path, 200 * 1024 * 1024 + 1);
    const started = performance.now();
    expect(await failure(path)).toMatch(/has 201 MB, more than the 200 MB/);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('does not repeat what a damaged file says: it may be anything', async () => {
    expect(await messageFor('{"token": "very-secret" oops}')).not.toContain('secret');
  });
});
