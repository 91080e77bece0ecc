import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Interruption } from './interruption.ts';
import { type K6Run, runK6 } from './k6-process.ts';

/** A k6 that writes what a real one writes, in two seconds, and complains on stderr. */
const FAKE = `#!/usr/bin/env node
const { appendFileSync } = require('node:fs');
const metric = (name, type) => JSON.stringify({ event: 'metric', data: { [name]: { type } } }) + '\\n';
appendFileSync('series.ndjson', metric('time', 'gauge') + metric('generator_drift', 'trend') + metric('vus', 'gauge'));
console.log('running (0m01s), 3/3 VUs');
console.error('time="x" level=warning msg="Request Failed" error="refused"');
console.error('time="x" level=error msg="something is wrong"');
let count = 0;
const timer = setInterval(() => {
  const drift = [1, 1, 1, 1, 1, 1, 1];
  appendFileSync('series.ndjson', JSON.stringify({ event: 'snapshot', data: [drift, [Date.now()], [3]] }) + '\\n');
  count += 1;
  if (count === 4) clearInterval(timer);
}, 600);
`;

describe.skipIf(process.platform === 'win32')('the terminal while k6 runs', () => {
  let folder = '';
  let interruption: Interruption;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'k6-process-'));
    writeFileSync(join(folder, 'k6'), FAKE);
    chmodSync(join(folder, 'k6'), 0o755);
    interruption = new Interruption();
  });
  afterEach(() => {
    interruption.release();
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  const plan = {
    seconds: 60,
    phases: [{ name: 'measured', startSeconds: 0, seconds: 60, users: 1, measured: true }],
  };
  const runWith = async (more: Pick<K6Run, 'live'> | object) => {
    const written: string[] = [];
    const keep = (text: unknown) => {
      written.push(String(text));
      return true;
    };
    vi.spyOn(process.stderr, 'write').mockImplementation(keep);
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
    vi.spyOn(console, 'error').mockImplementation((text) => void keep(`${text}\n`));
    const terminal = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY');
    Object.defineProperty(process.stderr, 'isTTY', { value: true, configurable: true });
    try {
      const ended = await runK6({
        k6Path: join(folder, 'k6'),
        bundle: 'bundle.js',
        runFolder: folder,
        environment: { PATH: process.env.PATH ?? '' },
        showProgress: true,
        mask: (text) => text,
        interruption,
        targetPids: [],
        ...more,
      });
      return { ended, text: written.join('') };
    } finally {
      if (terminal !== undefined) Object.defineProperty(process.stderr, 'isTTY', terminal);
    }
  };

  it('has the status and what k6 complains of, once, and the whole log is kept', async () => {
    const { ended, text } = await runWith({ live: { name: 'normal', plan, language: 'en' } });
    expect(ended.exitCode).toBe(0);
    expect(text).toContain('normal [--------------------] setting up, 0:00');
    expect(text).toMatch(/normal \[[#-]+\] 0:0\d of 1:00, 0:5\d left · 1 user\n/);
    expect(text).toContain('k6: something is wrong');
    expect(text).not.toMatch(/Request Failed|running \(/);
    const log = readFileSync(join(folder, 'k6.log'), 'utf8');
    expect(log).toContain('Request Failed');
    expect(log).toContain('running (0m01s)');
  });

  it('has k6’s own display where that was asked for', async () => {
    Object.defineProperty(process.stdout, 'isTTY', { value: false, configurable: true });
    const { text } = await runWith({});
    expect(text).toContain('running (0m01s), 3/3 VUs');
    expect(text).not.toContain('setting up');
  });
});
