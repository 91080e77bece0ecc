import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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
