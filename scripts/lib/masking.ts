import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HIDDEN = '***';

/** A function that replaces each secret, also in the forms that it takes inside URLs and JSON. */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret === '') continue;
    forms.add(secret);
    forms.add(encodeURIComponent(secret));
    forms.add(JSON.stringify(secret).slice(1, -1));
  }
  // The longest first: a secret may contain another one.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((masked, form) => masked.replaceAll(form, HIDDEN), text);
}

/** Masks the text files of a run's folder in place. What k6 itself writes there has not passed through the runner. */
export function maskFiles(folder: string, mask: (text: string) => string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isFile() || !/\.(json|ndjson|log)$/.test(entry.name)) continue;
    const path = join(folder, entry.name);
    const text = readFileSync(path, 'utf8');
    const masked = mask(text);
    if (masked !== text) writeFileSync(path, masked);
  }
}
