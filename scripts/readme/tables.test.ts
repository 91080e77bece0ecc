import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PAGES, withTables } from './tables.ts';

test.each(PAGES)('the tables of %s are those of the code (npm run readme makes them anew)', (page) => {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  expect(text).toBe(withTables(text));
});

test('the README is one page', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme.split('\n').length).toBeLessThan(110);
});

test('every file of the repository that the README or a sample report names is there', () => {
  const root = new URL('../../', import.meta.url);
  const missing: string[] = [];
  const pages = ['README.md', 'README.es.md', 'CONTRIBUTING.md'];
  for (const page of pages) {
    const base = new URL(page, root);
    for (const [, target = ''] of readFileSync(base, 'utf8').matchAll(/\]\(([^)#\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      if (!existsSync(new URL(target, base))) missing.push(`${page}: ${target}`);
      else if (!page.includes('/') && target.endsWith('.md') && !pages.includes(target)) pages.push(target);
    }
  }
  expect(missing).toEqual([]);
});
