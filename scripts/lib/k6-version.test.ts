import { describe, expect, it } from 'vitest';
import { parseK6Version, versionProblem } from './k6-version.ts';

const problem = (line: string, needsV1 = false) => {
  const version = parseK6Version(line);
  return version === null ? 'not k6' : versionProblem(version, needsV1);
};

describe('version of k6', () => {
  it.each([
    'k6 v1.3.0 (go1.25, linux/amd64)',
    'k6 v1.8.1 (commit/abc, go1.26, linux/amd64)',
    'k6.exe v2.2.0 (x)',
    'k6-disruptor v1.8.1 (x)',
  ])('accepts %s', (line) => expect(problem(line)).toBeNull());

  it.each(['k6 v0.57.0 (x)', 'k6 v1.2.9 (x)'])('calls %s too old', (line) =>
    expect(problem(line)).toMatch(/too old: needs k6 v1\.3 or newer/),
  );

  it('refuses a line that it does not know, and what is no k6', () => {
    expect(problem('k6 v3.0.0 (x)')).toMatch(/does not know/);
    expect(problem('hello')).toBe('not k6');
  });

  it('accepts a build from source, and demands v1 for xk6-disruptor', () => {
    expect(problem('k6 v(devel) (go1.26.8, linux/amd64)', true)).toBeNull();
    expect(problem('k6 v2.2.0 (x)', true)).toMatch(/xk6-disruptor/);
  });
});
