import { sleep } from 'k6';
import type { Range } from '../settings/parsers.ts';

/** The pause of a user between two journeys, evenly distributed over the range, s. */
export function think(range: Range): void {
  if (range.max > 0) sleep(range.min + Math.random() * (range.max - range.min));
}
