import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withTables } from './tables.ts';

test('the tables of the README are those of the code (npm run readme makes them anew)', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toBe(withTables(readme));
});

test('every file of the repository that the README or a sample report names is there', () => {
  const root = new URL('../../', import.meta.url);
  const missing: string[] = [];
  const pages = ['README.md'];
  for (const page of pages) {
    const base = new URL(page, root);
    for (const [, target = ''] of readFileSync(base, 'utf8').matchAll(/\]\(([^)#\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      if (!existsSync(new URL(target, base))) missing.push(`${page}: ${target}`);
      else if (page === 'README.md' && target.endsWith('.md')) pages.push(target);
    }
  }
  expect(missing).toEqual([]);
});
