import { describe, expect, test } from 'vitest';
import { judgeAdminAnswer } from './scopes.ts';
import { lifeOf, livedOnTooLong, pauseAfter } from './used-tokens.ts';

describe('judgeAdminAnswer', () => {
  const verdict = (status: number, body = '') => judgeAdminAnswer({ status, body }).verdict;

  test('a refusal is a refusal with either status', () => {
    const body = 'Not authorized: This endpoint requires the caller to be a super admin';
    expect(verdict(401, body)).toBe('pass');
    expect(verdict(403)).toBe('pass');
  });

  test('a route that the edition lacks is not checked, and said to be lacking', () => {
    const body = 'Bad request: Listing global settings not available on community edition';
    expect(judgeAdminAnswer({ status: 400, body })).toEqual({
      verdict: 'not-checked',
      why: 'this edition lacks the route',
    });
  });

  test('what is neither an entry nor a refusal shows nothing', () => {
    expect(verdict(404)).toBe('not-checked');
    expect(verdict(500, 'Internal: boom')).toBe('not-checked');
    expect(verdict(0)).toBe('not-checked');
  });

  test('whoever is let in was let in, whatever the text says', () => {
    expect(verdict(200, '[]')).toBe('fail');
    expect(verdict(200, 'not available on community edition')).toBe('fail');
  });
});

describe('a token after its end', () => {
  test('refused at once never worked', () => {
    expect(lifeOf([[0.1, 401]])).toEqual({ workedFor: null, refusedAfter: 0.1 });
  });

  test('worked until the last time that it was let in', () => {
    const answers = [
      [0, 200],
      [60, 200],
      [118, 200],
      [121, 401],
    ] as const;
    expect(lifeOf(answers)).toEqual({ workedFor: 118, refusedAfter: 121 });
  });

  test('lives too long beyond the grace, whether its end was seen or not', () => {
    expect(livedOnTooLong({ workedFor: 118, refusedAfter: 121 }, 2)).toBe(true);
    expect(livedOnTooLong({ workedFor: 15, refusedAfter: null }, 2)).toBe(true);
    expect(livedOnTooLong({ workedFor: 1, refusedAfter: 1.4 }, 2)).toBe(false);
    expect(livedOnTooLong({ workedFor: null, refusedAfter: 0 }, 0)).toBe(false);
  });

  test('neither let in nor refused shows nothing', () => {
    const life = lifeOf([
      [0, 0],
      [3, 503],
    ]);
    expect(livedOnTooLong(life, 2)).toBeNull();
  });

  test('is asked often at first, and few times in all', () => {
    let [elapsed, looks] = [0, 0];
    while (elapsed < 130) {
      elapsed += pauseAfter(elapsed);
      looks += 1;
    }
    expect(pauseAfter(0)).toBeLessThanOrEqual(0.5);
    expect(looks).toBeLessThan(45);
  });
});
