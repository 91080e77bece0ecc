import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probingBegan } from '../../scenarios/security/analysis/run-scan.ts';
import { excerptOf } from './excerpt.ts';
import { logSizes, scanLogs } from './log-scan.ts';
import { secretsInLine } from './patterns.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'log scan '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const JWT = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${'x'.repeat(43)}`;

describe('secretsInLine', () => {
  test.each([
    [`authorization: Bearer ${JWT}`, 'jwt'],
    ['connecting with password=hunter22 to db', 'password'],
    ['{"password":"hunter22"}', 'password'],
    ['api_key: "abcd1234efgh"', 'password'],
    ['amqp://app:s3cr3t@queue:5672/', 'url-credentials'],
    ['GET /api/w/a/jobs?token=AbCdEf123456', 'token-in-url'],
  ])('%j holds a %s', (line, rule) => {
    expect(secretsInLine(line).map((found) => found.rule)).toContain(rule);
  });

  test.each([
    'connecting with per***** as password',
    'password=*****',
    'WM_TOKEN is (hidden)',
    '{"password":null}',
    'GET /api/w/a/users/whoami 200',
    'the password of the user was changed',
    'https://example.com:8443/path@2',
    'token bucket full',
  ])('%j holds none', (line) => {
    expect(secretsInLine(line)).toEqual([]);
  });
});

test('an excerpt shows where, and never what', () => {
  const line = `${'a'.repeat(100)} password=hunter2secret and again hunter2secret ${'b'.repeat(300)}`;
  const shown = excerptOf(line, ['hunter2secret']);
  expect(shown).not.toContain('hunter2secret');
  expect(shown).toContain('hun*****');
  expect(shown.length).toBeLessThan(170);
});

describe('scanLogs', () => {
  test('names file and line of each finding, masked', async () => {
    const path = file(
      'server.log',
      `started\nuser in\n{"password":"hunter22"}\nfine\nseen: perfcanary-0001-rest\n`,
    );
    const scan = await scanLogs([path], [{ rule: 'canary', value: 'perfcanary-0001' }]);
    expect(scan.findings.map(({ source, line, rule }) => [source, line, rule])).toEqual([
      ['server.log', 3, 'password'],
      ['server.log', 5, 'canary'],
    ]);
    expect(JSON.stringify(scan)).not.toMatch(/hunter22|perfcanary-0001/);
    expect(scan.bytesScanned).toBeGreaterThan(60);
  });

  test('knows what secretlint recommends', async () => {
    const path = file('db.log', 'using postgres://app:verysecret@db.internal:5432/main\n');
    const scan = await scanLogs([path], []);
    expect(scan.findings).toHaveLength(1);
    expect(scan.findings[0]?.excerpt).not.toContain('verysecret');
  });

  test('a clean log has no finding; a missing one is named and not counted as searched', async () => {
    const clean = file('clean.log', 'GET /api/version 200 1.2 ms\n'.repeat(1000));
    const scan = await scanLogs(
      [clean, join(folder, 'missing.log')],
      [{ rule: 'token', value: 'tok-12345678' }],
    );
    expect(scan.findings).toEqual([]);
    expect(scan.sources).toEqual(['clean.log']);
    expect(scan.unreadable).toEqual([{ source: 'missing.log', reason: 'not there' }]);
  });

  test('a secret is found across the pieces in which a long log is read', async () => {
    const filler = 'x'.repeat(99);
    const lines = Array.from({ length: 30_000 }, (_, index) => (index === 20_101 ? 'tok-12345678' : filler));
    const scan = await scanLogs(
      [file('long.log', lines.join('\n'))],
      [{ rule: 'token', value: 'tok-12345678' }],
    );
    expect(scan.findings.map(({ line }) => line)).toEqual([20_102]);
  });

  test('what was there before the run is not the run’s; lines keep their numbers', async () => {
    const path = file('old.log', 'token tok-12345678 of an earlier run\nfine\n');
    const starts = await logSizes([path, join(folder, 'not-yet.log')]);
    appendFileSync(path, 'fine\npassword=hunter22\n');
    const later = file('not-yet.log', 'tok-12345678\n');
    const known = [{ rule: 'token', value: 'tok-12345678' }] as const;
    const scan = await scanLogs([path, later], known, starts);
    expect(scan.findings.map(({ source, line, rule }) => [source, line, rule])).toEqual([
      ['old.log', 4, 'password'],
      ['not-yet.log', 1, 'token'],
    ]);
    expect((await scanLogs([path], known)).findings).toHaveLength(2);
  });

  test('without the sizes, lines are told by their times; one without a time is of its predecessor’s', async () => {
    const path = file(
      'dated.log',
      [
        '\u001b[2m2026-01-05T08:00:00.1Z\u001b[0m uri="/api?token=tok-12345678"',
        '   and password=hunter22',
        '{"time":"2026-01-05T09:00:00.000Z","path":"/api?token=tok-12345678"}',
        '   and password=hunter22',
        '{"time":"2026-01-05T08:59:30+00:00","note":"a clock that is late: tok-12345678"}',
      ].join('\n'),
    );
    const known = [{ rule: 'token', value: 'tok-12345678' }] as const;
    const scan = await scanLogs([path], known, Date.parse('2026-01-05T09:00:00Z'));
    expect(scan.findings.map(({ line, rule }) => [line, rule])).toEqual([
      [3, 'token'],
      [4, 'password'],
      [5, 'token'],
    ]);
    const undated = file('undated.log', 'password=hunter22\n');
    expect((await scanLogs([undated], [], Date.now())).findings).toHaveLength(1);
  });

  test('the probes are as old as the run’s name says, which is before its load', () => {
    const startedAt = '2026-01-05T09:02:10.000Z';
    expect(probingBegan({ runId: '20260105T090000Z-security', startedAt })).toBe(
      Date.parse('2026-01-05T09:00:00Z'),
    );
    expect(probingBegan({ runId: 'nightly', startedAt })).toBe(Date.parse('2026-01-05T08:55:30Z'));
    expect(probingBegan({ runId: 'nightly', startedAt: '' })).toBeNull();
  });

  test('a log that was replaced by a shorter one is new from its beginning', async () => {
    const path = file('rotated.log', `${'x'.repeat(200)}\n`);
    const starts = await logSizes([path]);
    writeFileSync(path, 'password=hunter22\n');
    expect((await scanLogs([path], [], starts)).findings).toHaveLength(1);
  });

  test('more findings than can be listed are counted', async () => {
    const scan = await scanLogs([file('many.log', 'password=hunter22\n'.repeat(80))], []);
    expect(scan.findings).toHaveLength(50);
    expect(scan.moreFindings).toBe(30);
  });
});
