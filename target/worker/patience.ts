const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Repeats `attempt` until it works: a worker outlives any outage of the database. `isFinal` errors are passed on. */
export async function untilItWorks<T>(
  attempt: () => Promise<T>,
  isFinal: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (isFinal(error)) throw error;
      await pause(wait);
    }
  }
}
