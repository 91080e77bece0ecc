import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldProblem, syntaxProblem, uuidProblem } from './serde.ts';

describe('syntaxProblem', () => {
  it('says in what a text broke off', () => {
    expect(syntaxProblem('')).toBe('EOF while parsing a value at line 1 column 0');
    expect(syntaxProblem('{')).toBe('EOF while parsing an object at line 1 column 1');
    expect(syntaxProblem('{"path"')).toBe('EOF while parsing an object at line 1 column 7');
    expect(syntaxProblem('{"nonce": ')).toBe('EOF while parsing a value at line 1 column 10');
    expect(syntaxProblem('[1,\n2')).toBe('EOF while parsing a list at line 2 column 1');
    expect(syntaxProblem('{"a": "b\\"')).toBe('EOF while parsing a string at line 1 column 10');
    expect(syntaxProblem('nope')).toBe('expected value at line 1 column 4');
  });

  it('takes every object that is cut short for one that broke off', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (value, share) => {
          const text = JSON.stringify(value);
          const cut = text.slice(0, Math.floor(share * (text.length - 1)));
          expect(syntaxProblem(cut)).toMatch(/^EOF while parsing (a value|a string|an object|a list) at/);
        },
      ),
    );
  });
});

describe('fieldProblem', () => {
  const schema = z.object({ path: z.string(), secret: z.boolean() });
  const problem = (body: unknown) => {
    const parsed = schema.safeParse(body);
    return parsed.success ? '' : fieldProblem(parsed.error.issues, body, JSON.stringify(body));
  };

  it('names the first field that is missing, and one of another type before it', () => {
    expect(problem({})).toBe('missing field `path` at line 1 column 2');
    expect(problem({ path: 'x' })).toBe('missing field `secret` at line 1 column 12');
    expect(problem({ secret: 'x' })).toContain('secret: invalid type: string "x", expected a boolean');
    expect(problem({ path: 1, secret: true })).toContain(
      'path: invalid type: integer `1`, expected a string',
    );
  });
});

it('says why a text is no UUID', () => {
  expect(uuidProblem('abc')).toBe('UUID parsing failed: invalid length: found 3');
  expect(uuidProblem('not-a-uuid')).toBe('UUID parsing failed: invalid character: found `n` at 0');
});
