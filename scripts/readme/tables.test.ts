import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withTables } from './tables.ts';

test('the tables of the README are those of the code (npm run readme makes them anew)', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toBe(withTables(readme));
});
