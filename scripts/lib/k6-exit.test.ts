import { describe, expect, it } from 'vitest';
import { describeK6Exit, k6Completed, k6Errors } from './k6-exit.ts';

describe('k6Errors', () => {
  it('shows what a scenario threw, without its stack', () => {
    const log = [
      'time="2026-11-24T02:45:00Z" level=warning msg="something slow"',
      String.raw`time="2026-11-24T02:45:00Z" level=error msg="Error: USERS is \"x\", must be a number\n\tat init (file:///a b/dist/k6/x.js:3:9(12))\n" hint="script exception"`,
      'time="2026-11-24T02:45:01Z" level=error msg="test aborted: no answer from WM_BASE_URL at setup (file:///x.js:1:1)" source=console',
    ].join('\n');
    expect(k6Errors(log)).toEqual(['USERS is "x", must be a number', 'no answer from WM_BASE_URL']);
  });

  it('shows each error once, and none from a clean log', () => {
    const line = 'time="t" level=error msg="invalid output type"';
    expect(k6Errors(`${line}\n${line}\nrunning (01.0s), 1/1 VUs\n`)).toEqual(['invalid output type']);
    expect(k6Errors('')).toEqual([]);
  });
});

describe('exit codes of k6', () => {
  it('takes a failed threshold and an interruption for complete, a crash not', () => {
    expect([0, 99, 105].every(k6Completed)).toBe(true);
    expect([null, 104, 107, 108, 109, 110, 255].some(k6Completed)).toBe(false);
  });

  it('has words for a kill', () => {
    expect(describeK6Exit({ exitCode: null, signal: 'SIGKILL' })).toBe('k6 was killed (SIGKILL)');
    expect(describeK6Exit({ exitCode: 255, signal: null })).toContain('255');
  });
});
