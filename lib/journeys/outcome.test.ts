import { describe, expect, test } from 'vitest';
import { checkResult, jobArguments } from './outcome.ts';

const input = {
  script: 'f/perf/echo',
  args: { ms: 5, nonce: 'forged' },
  nonce: 'n1',
  workspace: 'a',
  timeoutMs: 1,
};

describe('checkResult', () => {
  test('the nonce and workspace that were sent are right', () => {
    expect(checkResult(input, { nonce: 'n1', workspace: 'a', payload: null })).toBe('right');
    expect(checkResult(input, { nonce: 'n1', ms: 3 })).toBe('right');
  });
  test('another nonce or another workspace is wrong', () => {
    expect(checkResult(input, { nonce: 'n2', workspace: 'a' })).toBe('wrong');
    expect(checkResult(input, { nonce: 'n1', workspace: 'b' })).toBe('wrong');
  });
  test.each([null, 'text', 3, [], {}])('a script of the suite that answers %j is wrong', (result) => {
    expect(checkResult(input, result)).toBe('wrong');
  });
  test('a script of the user that names no nonce is judged by its success', () => {
    expect(checkResult({ ...input, script: 'f/sales/report' }, { total: 3 })).toBe('not-checked');
    expect(checkResult({ ...input, script: 'f/sales/report' }, { nonce: 'n2' })).toBe('wrong');
  });
});

test('the arguments of the user never replace the nonce', () => {
  expect(jobArguments(input)).toEqual({ ms: 5, nonce: 'n1', workspace: 'a' });
});
