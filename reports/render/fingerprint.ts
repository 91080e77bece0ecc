/** The fingerprint of a run, flat: one field a row, named by its path. Comparison and reports read the same rows. */
import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import type { Result } from '../result-schema.ts';
import { cleanText } from './escape.ts';
import type { TableView } from './table.ts';

const MAX_FIELDS = 300;
const MAX_DEPTH = 4;

export interface FingerprintField {
  /** Path of the field, e.g. `settings.USERS`. */
  readonly path: string;
  readonly value: string;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return '–';
  return JSON.stringify(value) ?? '';
}

function flatten(value: unknown, path: string, depth: number, into: FingerprintField[]): void {
  if (into.length >= MAX_FIELDS) return;
  const nested = value !== null && typeof value === 'object' && !Array.isArray(value) && depth < MAX_DEPTH;
  if (!nested) {
    into.push({ path, value: textOf(value) });
    return;
  }
  for (const key of Object.keys(value).sort()) {
    const inner: unknown = Reflect.get(value, key);
    flatten(inner, `${path}.${key}`, depth + 1, into);
  }
}

/** Every field of the fingerprint, sorted by path inside each part. */
export function fingerprintFields(fingerprint: Result['fingerprint']): readonly FingerprintField[] {
  const fields: FingerprintField[] = [];
  for (const part of ['target', 'engine', 'generator', 'settings'] as const) {
    flatten(fingerprint[part], part, 0, fields);
  }
  fields.push({ path: 'revision', value: fingerprint.revision });
  fields.push({ path: 'seed', value: String(fingerprint.seed) });
  return fields;
}

/** A path with its first part in words: `Settings · USERS`. */
export function fieldLabel(path: string, language: Language): string {
  const { fingerprintParts } = reportMessages(language).report;
  const [part = '', ...rest] = path.split('.');
  const known = Object.entries(fingerprintParts).find(([key]) => key === part);
  return cleanText([known?.[1] ?? part, ...rest].join(' · '), 120);
}

export function fingerprintTable(result: Result, language: Language): TableView {
  const { report } = reportMessages(language);
  const rows = [
    { path: 'runId', value: result.runId },
    { path: 'suiteVersion', value: result.suiteVersion },
    ...fingerprintFields(result.fingerprint),
  ].map((field) => [fieldLabel(field.path, language), cleanText(field.value, 200)]);
  return {
    id: 'fingerprint',
    title: report.headings.fingerprint,
    columns: [
      { label: report.columns.setting, numeric: false },
      { label: report.columns.value, numeric: false },
    ],
    rows,
  };
}
