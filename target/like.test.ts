import { expect, it } from 'vitest';
import { LIKE } from './like.ts';
import { parseOptions } from './options.ts';
import { DEFECTS } from './planted/index.ts';

it('is like Windmill by every weakness of Windmill that has a name', () => {
  const named = Object.keys(DEFECTS).filter((name) => name.startsWith('windmill-'));
  expect([...LIKE['windmill-ce']].sort()).toEqual(named.sort());
});

it('plants all of a profile, and what is asked for beside it', () => {
  const parsed = parseOptions(['--like', 'windmill-ce', '--defect', 'slow-p95'], {});
  if (parsed.kind !== 'options') throw new Error(JSON.stringify(parsed));
  expect(parsed.options.planted.names).toEqual([...LIKE['windmill-ce'], 'slow-p95']);
});

it('names the profiles that there are', () => {
  const parsed = parseOptions(['--like', 'windmill-ee'], {});
  expect(parsed).toEqual({ kind: 'mistakes', mistakes: ['--like windmill-ee: not one of windmill-ce'] });
});
