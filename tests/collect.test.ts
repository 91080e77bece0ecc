import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUITE_ROOT } from '../build/bundler.ts';
import { summaryFromLog, summaryLines } from '../lib/run/summary-log.ts';
import { severalGenerators } from '../reports/testing/generators-fixture.ts';
import { Sandbox, startCommand } from './support/runner.ts';

const parts = severalGenerators(
  [0, 1, 2].map((generator) =>
    Array.from({ length: 200 + 50 * generator }, (_, index) => ({ ms: 100 + generator + index })),
  ),
);
const json = parts.map(({ summary }) => `${JSON.stringify(summary, null, 1)}\n`);

describe('a summary in a log', () => {
  const [text = ''] = json;

  it('comes back whole, whatever stands around it', () => {
    const log = `running (01.0s)\n${summaryLines(text)}time="…" level=info\n`;
    expect(JSON.parse(summaryFromLog(log) ?? '')).toEqual(JSON.parse(text));
    expect(
      Math.max(
        ...summaryLines(text)
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThan(8100);
  });

  it('is missed where there is none, or a part was cut off', () => {
    expect(summaryFromLog('running (01.0s)\n')).toBeNull();
    const lines = summaryLines(text).split('\n');
    expect(summaryFromLog(lines.slice(0, 3).join('\n'))).toBe('missing');
  });
});

/** A kubectl that answers as a cluster with the runners of one TestRun does. */
const KUBECTL = `#!/usr/bin/env node
const fs = require('fs'); const path = require('path'); const args = process.argv.slice(2);
const logs = fs.readdirSync(path.join(__dirname, 'logs')).sort();
if (args[0] === 'get') {
  const found = args.join(' ').includes('k6_cr=perf-high') ? logs : [];
  const phase = process.env.PHASE ?? 'Succeeded';
  console.log(JSON.stringify({ items: found.map((name) => ({ metadata: { name }, status: { phase } })) }));
} else process.stdout.write(fs.readFileSync(path.join(__dirname, 'logs', args[1])));
`;

describe.skipIf(process.platform === 'win32')('npm run collect', () => {
  const sandbox = new Sandbox();
  const bin = join(sandbox.folder, 'bin');
  const collect = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    startCommand(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), join(SUITE_ROOT, 'scripts', 'collect.ts'), ...args],
      sandbox.environment({ PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, ...more }),
    ).ended;

  beforeAll(() => {
    mkdirSync(join(bin, 'logs'), { recursive: true });
    writeFileSync(join(bin, 'kubectl'), KUBECTL);
    chmodSync(join(bin, 'kubectl'), 0o755);
    for (const [index, text] of json.entries()) {
      writeFileSync(join(bin, 'logs', `perf-high-${index + 1}-x`), `k6\n${summaryLines(text)}`);
    }
  });
  afterAll(() => sandbox.remove());

  it('makes one report of what all runners saw', async () => {
    const ended = await collect(['--testrun', 'perf-high']);
    expect(ended.output).toMatch(/merged from 3 generators/);
    const [run] = readdirSync(sandbox.resultsDir).filter((name) => name.endsWith('-merged'));
    const result = JSON.parse(readFileSync(join(sandbox.resultsDir, run ?? '', 'result.json'), 'utf8'));
    expect(result).toMatchObject({ generators: 3, scenario: 'normal' });
    expect(result.traffic.jobs.completed).toBe(200 + 250 + 300);
    expect(ended.code).toBe({ pass: 0, fail: 1, inconclusive: 4 }[result.verdict as string]);
  });

  it('says in a sentence what is not there, not over, or not given', async () => {
    const none = await collect(['--testrun', 'another']);
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringContaining('has no runners of a TestRun another'),
    ]);
    const busy = await collect(['--testrun', 'perf-high'], { PHASE: 'Running' });
    expect([busy.code, busy.stderr]).toEqual([
      2,
      expect.stringMatching(/has not ended: perf-high-1-x is Running/),
    ]);
    const wrong = await collect(['--testrum', 'x']);
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringMatching(/unknown flag --testrum[\s\S]*--testrun is ""/),
    ]);
  });
});
