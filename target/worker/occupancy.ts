const BUCKETS = 1_800;

/** How busy a worker has been, from the busy time of each of the last 1800 seconds. */
export class Occupancy {
  readonly #busyMs = new Float64Array(BUCKETS);
  readonly #started: number;
  #second: number;
  #totalBusyMs = 0;
  #busySince: number | undefined;

  constructor(now: number) {
    this.#started = now;
    this.#second = Math.floor(now / 1_000);
  }

  begin(now: number): void {
    this.#account(now);
    this.#busySince = now;
  }

  end(now: number): void {
    this.#account(now);
    this.#busySince = undefined;
  }

  /** Share of the last `seconds` (or of the lifetime, if shorter) spent on jobs, 0 to 1. */
  rate(now: number, seconds: number): number {
    this.#account(now);
    const span = Math.min(seconds * 1_000, Math.max(now - this.#started, 1));
    const buckets = Math.min(seconds, BUCKETS);
    let busy = 0;
    for (let i = 0; i < buckets; i += 1) busy += this.#busyMs[(this.#second - i + BUCKETS) % BUCKETS] ?? 0;
    return Math.min(busy / span, 1);
  }

  lifetimeRate(now: number): number {
    this.#account(now);
    return Math.min(this.#totalBusyMs / Math.max(now - this.#started, 1), 1);
  }

  /** Brings the buckets up to `now`, splitting busy time at the full seconds. */
  #account(now: number): void {
    const second = Math.floor(now / 1_000);
    let from = this.#busySince;
    for (let s = this.#second; s <= second; s += 1) {
      const index = s % BUCKETS;
      if (s > this.#second) this.#busyMs[index] = 0;
      if (from === undefined) continue;
      const until = Math.min(now, (s + 1) * 1_000);
      this.#busyMs[index] = (this.#busyMs[index] ?? 0) + Math.max(until - from, 0);
      this.#totalBusyMs += Math.max(until - from, 0);
      from = until;
    }
    if (this.#busySince !== undefined) this.#busySince = now;
    this.#second = second;
  }
}
