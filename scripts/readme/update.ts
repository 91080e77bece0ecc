/** `npm run readme`: writes the generated tables into the README and the pages behind it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { PAGES, withTables } from './tables.ts';

for (const page of PAGES) {
  const file = new URL(`../../${page}`, import.meta.url);
  writeFileSync(file, withTables(readFileSync(file, 'utf8')));
}
