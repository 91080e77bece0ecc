/** The tables of a report for a spreadsheet: what was measured as plain numbers, what is worded as it is shown. */
import type { Result } from '../result-schema.ts';
import { cleanText } from './escape.ts';
import type { TableView } from './table.ts';

type Cell = string | number | boolean | null | undefined;

/** A spreadsheet takes text that begins so for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = cleanText(cell, 1000);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}

/** RFC 4180, with a heading. */
export function csv(heading: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `${[heading, ...rows].map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`;
}

function seriesCsv({ details: { series } }: Result): string | null {
  if (series === undefined) return null;
  const columns = Object.entries(series).filter(
    (entry): entry is [string, (number | null)[]] => entry[0] !== 'marks' && Array.isArray(entry[1]),
  );
  return csv(
    columns.map(([name]) => name),
    series.t.map((_, index) => columns.map(([, values]) => values[index])),
  );
}

function criteriaCsv({ criteria }: Result): string {
  return csv(
    ['id', 'title', 'observed', 'comparison', 'limit', 'unit', 'n', 'low', 'high', 'evidence', 'verdict'],
    criteria.map((each) => [
      each.id,
      each.title,
      each.observed,
      each.comparison,
      each.limit,
      each.unit,
      each.n,
      each.interval?.[0],
      each.interval?.[1],
      each.evidence,
      each.verdict,
    ]),
  );
}

function routesCsv({ traffic: { routes = [] } }: Result): string | null {
  if (routes.length === 0) return null;
  return csv(
    ['part', 'route', 'n', 'perSecond', 'failedShare', 'p50Ms', 'p95Ms', 'p99Ms', 'maxMs'],
    routes.map(({ part, route, n, perSecond, failedShare, latencyMs: { p50, p95, p99, max } }) => [
      part,
      route,
      n,
      perSecond,
      failedShare,
      p50,
      p95,
      p99,
      max,
    ]),
  );
}

const EVIDENCE = ['t', 'user', 'tenant', 'jobId', 'ref', 'route', 'status', 'errorCode', 'came'] as const;

function evidenceCsv({ evidence = [] }: Result): string | null {
  if (evidence.length === 0) return null;
  return csv(
    ['kind', ...EVIDENCE],
    evidence.flatMap(({ kind, first, sample }) =>
      [...first, ...sample].map((item) => [kind, ...EVIDENCE.map((field) => item[field])]),
    ),
  );
}

/** CSV by file name. `tables`: those that have no form of their own. */
export function csvFiles(result: Result, tables: readonly TableView[]): Readonly<Record<string, string>> {
  const own = {
    'series.csv': seriesCsv(result),
    'criteria.csv': criteriaCsv(result),
    'routes.csv': routesCsv(result),
    'evidence.csv': evidenceCsv(result),
  };
  const others = tables
    .filter(({ id }) => id !== 'routes')
    .map(
      ({ id, columns, rows }) =>
        [
          `${id}.csv`,
          csv(
            columns.map(({ label }) => label),
            rows,
          ),
        ] as const,
    );
  const written = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries([...others, ...written]);
}
