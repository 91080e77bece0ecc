/** What the workers' pings say of memory: that of their own processes, that of their hosts, and whether it is news. Pure. */
import type { ListWorkersResponse } from 'windmill-client';

type Worker = Pick<
  ListWorkersResponse[number],
  'worker' | 'worker_instance' | 'last_ping' | 'memory_usage' | 'wm_memory_usage'
>;

export interface PingedMemory {
  /** Of the workers' own processes together, MB; null where a worker does not tell, or none has pinged since. */
  readonly ownMb: number | null;
  /** Of the containers or hosts they run in, each once, MB: whatever else runs there is in it. */
  readonly hostMb: number | null;
}

const BYTES_PER_MB = 1024 * 1024;
/** Windmill tells the age of a ping in whole seconds: two looks at the same ping may place it a second apart. */
const SAME_PING_SECONDS = 1.5;

/** Of each worker: when it pinged, as seen at the last sample, and with which figure. */
type Seen = Map<string, { readonly at: number | null; readonly bytes: number | null }>;

/**
 * Reads memory out of `workers/list`, a ping once however often it is looked at: a ping stands for seconds, and the same
 * figure counted again and again looks like many samples that agree.
 */
export class WorkerPings {
  #seen: Seen = new Map();

  /** @param nowSeconds the caller's clock; only differences of it are used. */
  read(workers: readonly Worker[], nowSeconds: number): PingedMemory {
    const now: Seen = new Map(
      workers.map(({ worker, last_ping, wm_memory_usage }) => [
        worker,
        { at: last_ping === undefined ? null : nowSeconds - last_ping, bytes: wm_memory_usage ?? null },
      ]),
    );
    if (workers.length === 0 || [...now].some(([worker]) => !this.#isNews(worker, now))) {
      return { ownMb: null, hostMb: null };
    }
    this.#seen = now;
    const own = [...now.values()].map(({ bytes }) => bytes);
    const hosts = new Map<string, number>();
    for (const { worker_instance, memory_usage } of workers) {
      if (typeof memory_usage === 'number') {
        hosts.set(worker_instance, Math.max(hosts.get(worker_instance) ?? 0, memory_usage));
      }
    }
    return { ownMb: megabytes(own), hostMb: hosts.size === 0 ? null : megabytes([...hosts.values()]) };
  }

  #isNews(worker: string, now: Seen): boolean {
    const before = this.#seen.get(worker);
    const ping = now.get(worker);
    if (before === undefined || ping === undefined) return true;
    if (before.at === null || ping.at === null) return before.bytes !== ping.bytes;
    return ping.at - before.at > SAME_PING_SECONDS;
  }
}

/** The sum, or null where a part of it is unknown: what is missing from it would look like memory that was freed. */
function megabytes(parts: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const bytes of parts) {
    if (bytes === null || bytes <= 0) return null;
    sum += bytes;
  }
  return sum / BYTES_PER_MB;
}
