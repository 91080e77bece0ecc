import { sleep } from 'k6';

/** Waits for a moment, Unix ms; not at all where it is past. */
export function sleepUntil(unixMs: number): void {
  const ms = unixMs - Date.now();
  if (ms > 0) sleep(ms / 1000);
}
