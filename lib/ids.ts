/** Identifiers: unique in a run and, where the caller wants to find them again, computable. */
import crypto from 'k6/crypto';

/**
 * A name-based UUID (RFC 9562, version 5 layout): the same name always gives the same id, so that a client that
 * sends twice names the same job.
 */
export function uuidFromName(name: string): string {
  const hex = crypto.sha1(`autwinmill-perf:${name}`, 'hex').slice(0, 32);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Compact UTC time for names of runs and folders, e.g. `20260131T235959Z`. */
export function compactTime(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}
