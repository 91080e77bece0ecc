import { expect, test } from 'vitest';
import { resultFixture } from '../testing/result-fixtures.ts';
import { csv, csvFiles } from './csv.ts';
import { detailTables } from './tables/index.ts';

test('cells are quoted where they must be, and none is taken for a formula', () => {
  expect(
    csv(
      ['a', 'b'],
      [
        ['x, "y"', -1.5],
        ['=1+1', null],
      ],
    ),
  ).toBe('a,b\r\n"x, ""y""",-1.5\r\n\'=1+1,\r\n');
});

test('every table has a file; figures are plain numbers', () => {
  const result = resultFixture('normal');
  const tables = detailTables(result, 'es');
  const files = csvFiles(result, tables);
  for (const { id } of tables) expect(Object.keys(files)).toContain(`${id}.csv`);
  const [heading, first] = (files['criteria.csv'] ?? '').split('\r\n');
  expect(heading?.startsWith('id,title,observed')).toBe(true);
  expect(first).toMatch(/^latency-p95,"[^"]*",233\.1,<,2000,ms,/);
  expect((files['series.csv'] ?? '').split('\r\n').length).toBe((result.details.series?.t.length ?? 0) + 2);
});
