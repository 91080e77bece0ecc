import type { RunSummary } from '../../../lib/summary-types.ts';
import type { ValidityCheck } from '../../../reports/result-schema.ts';

/**
 * `target-unchanged` where the scenario kills workers itself: a restart is then no change, another version or script is.
 * Null where the target tells neither at both ends; the common check then says so.
 */
export function compareIdentity(
  { atStart, atEnd }: RunSummary['target'],
  detail: string,
): Omit<ValidityCheck, 'id'> | null {
  if (atStart === null || atEnd === null) return null;
  const same = (['version', 'scriptHash'] as const).filter(
    (field) => atStart[field] !== null && atEnd[field] !== null,
  );
  if (same.length === 0 || same.some((field) => atStart[field] !== atEnd[field])) return null;
  return { verdict: 'valid', detail };
}
