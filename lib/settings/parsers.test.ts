import { describe, expect, test } from 'vitest';
import * as parse from './parsers.ts';

const parsedValue = <T>(parsed: parse.Parsed<T>) => (parsed.ok ? parsed.value : null);

test('durations', () => {
  const parser = parse.duration(1, 86_400);
  expect(['90', '90s', '5m', '1h30m', '1500ms', '0.5h'].map((raw) => parsedValue(parser(raw)))).toEqual([
    90, 90, 300, 5400, 1.5, 1800,
  ]);
  expect(
    ['', '5 m', 'm5', '-5s', '1d', '0s', '48h', '1e2', 'NaN'].map((raw) => parsedValue(parser(raw))),
  ).toEqual(Array(9).fill(null));
});

test('think time', () => {
  expect(parsedValue(parse.thinkTime('0'))).toEqual({ min: 0, max: 0 });
  expect(parsedValue(parse.thinkTime('1-3'))).toEqual({ min: 1, max: 3 });
  expect(parsedValue(parse.thinkTime('0.5s-1.5s'))).toEqual({ min: 0.5, max: 1.5 });
  expect(['3-1', '-1', 'x', '1-', '1-2-3'].map((raw) => parsedValue(parse.thinkTime(raw)))).toEqual(
    Array(5).fill(null),
  );
});

test('numbers are plain decimals within their bounds', () => {
  const parser = parse.number(0, 1);
  expect(['0', '1', '.5', '0.25'].map((raw) => parsedValue(parser(raw)))).toEqual([0, 1, 0.5, 0.25]);
  expect(['1.1', '-0.1', '1e-3', '0x1', 'Infinity', '1 '].map((raw) => parsedValue(parser(raw)))).toEqual(
    Array(6).fill(null),
  );
});

describe('a script path', () => {
  test('is a path of Windmill', () => {
    expect(parse.windmillPath('f/perf/echo').ok).toBe(true);
    expect(parse.windmillPath('u/ana/my_script').ok).toBe(true);
  });
  test('is not the URL that was copied from a request', () => {
    for (const raw of [
      '/jobs/run/f/admin/x',
      '/f/perf/echo',
      'admin/x',
      'f/perf',
      'f/../secret',
      'f/a/b?x=1',
    ]) {
      expect(parse.windmillPath(raw).ok).toBe(false);
    }
  });
});

test('tenants need a workspace and a token each, and each workspace once', () => {
  expect(parsedValue(parse.tenants('[{"workspace":"a","token":"t","more":1}]'))).toEqual([
    { workspace: 'a', token: 't' },
  ]);
  for (const raw of [
    '{}',
    '[]',
    '[1]',
    '[{"workspace":"a"}]',
    '[{"workspace":"a/b","token":"t"}]',
    'x.json',
  ]) {
    expect(parse.tenants(raw).ok).toBe(false);
  }
  const twice = '[{"workspace":"a","token":"1"},{"workspace":"a","token":"2"}]';
  expect(parse.tenants(twice).ok).toBe(false);
});
