/** Distinct paths that are counted one by one; what comes after is counted as "(other)". */
const PATH_LIMIT = 200;

export interface StatsSnapshot {
  /** Requests received, whatever became of them; the control routes do not count. */
  readonly requests: number;
  /** Answered, by status code. */
  readonly byStatus: Record<string, number>;
  /** Received, by method and path without the query. */
  readonly byRoute: Record<string, number>;
  /** Closed without an answer: the caller gave up, or the third party stopped hanging. */
  readonly unanswered: number;
  readonly inFlight: number;
  readonly maxInFlight: number;
  /** Requests it is working on, the ones that stand in line left out. */
  readonly serving: number;
  /** As many as it works on at once; null: any number. */
  readonly atOnce: number | null;
}

/** What the third party received, so that a test can count the effects of the jobs at their receiver. */
export class Stats {
  #requests = 0;
  #unanswered = 0;
  #inFlight = 0;
  #maxInFlight = 0;
  readonly #byStatus = new Map<string, number>();
  readonly #byRoute = new Map<string, number>();

  received(method: string, path: string): void {
    this.#requests += 1;
    this.#inFlight += 1;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight);
    const route = `${method} ${path}`;
    const counted = this.#byRoute.has(route) || this.#byRoute.size < PATH_LIMIT ? route : '(other)';
    this.#byRoute.set(counted, (this.#byRoute.get(counted) ?? 0) + 1);
  }

  /** `status` is undefined for a request that got no answer. */
  finished(status: number | undefined): void {
    this.#inFlight -= 1;
    if (status === undefined) this.#unanswered += 1;
    else this.#byStatus.set(String(status), (this.#byStatus.get(String(status)) ?? 0) + 1);
  }

  /** Starts the counts anew; requests in flight stay in flight. */
  reset(): void {
    this.#requests = 0;
    this.#unanswered = 0;
    this.#maxInFlight = this.#inFlight;
    this.#byStatus.clear();
    this.#byRoute.clear();
  }

  snapshot(atOnce: number | null): StatsSnapshot {
    return {
      requests: this.#requests,
      byStatus: Object.fromEntries(this.#byStatus),
      byRoute: Object.fromEntries(this.#byRoute),
      unanswered: this.#unanswered,
      inFlight: this.#inFlight,
      maxInFlight: this.#maxInFlight,
      serving: atOnce === null ? this.#inFlight : Math.min(this.#inFlight, atOnce),
      atOnce,
    };
  }
}
