/** What a request costs: CPU time of the generator, as the difference of a long and a short run. */
import type { Contender, Load } from './load-run.ts';

/** What a run used, and what it did for it. */
export interface Used {
  readonly cpuSeconds: number;
  readonly requests: number;
}

/** So that what a generator takes to start and to end does not count. */
export const SHORT: Load = { users: 20, seconds: 3, think: '0' };
export const LONG: Load = { users: 20, seconds: 12, think: '0' };

/** CPU microseconds a request, beyond those of the short run. Not a number where the long one made no more requests. */
export function microsecondsPerRequest(short: Used, long: Used): number {
  const requests = long.requests - short.requests;
  return requests > 0 ? ((long.cpuSeconds - short.cpuSeconds) * 1e6) / requests : Number.NaN;
}

/** Of one contender, in two runs. */
export async function costOf(
  run: (contender: Contender, load: Load) => Promise<Used>,
  contender: Contender,
): Promise<number> {
  const short = await run(contender, SHORT);
  return microsecondsPerRequest(short, await run(contender, LONG));
}
