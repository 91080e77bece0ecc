/** Whether this process reaches its database, as its last attempt to connect or its last statement showed. */
export class Reach {
  #isAway = false;
  #wasReached = false;
  #foundAt: number | undefined;
  readonly #waiting = { lost: new Set<() => void>(), found: new Set<() => void>() };

  get isAway(): boolean {
    return this.#isAway;
  }

  /** Since when it has been reached without a break, by the clock of `performance.now`; undefined: it is not. */
  get foundAt(): number | undefined {
    return this.#foundAt;
  }

  found(): void {
    this.#foundAt ??= performance.now();
    this.#wasReached = true;
    this.#isAway = false;
    release(this.#waiting.found);
  }

  /** Until it is reached for the first time, its absence is no outage: the processes start before their database. */
  lost(): void {
    if (!this.#wasReached) return;
    this.#isAway = true;
    this.#foundAt = undefined;
    release(this.#waiting.lost);
  }

  /** Resolves at once while the database is away, else when it gets lost. */
  whenLost(): Promise<void> {
    return this.#isAway ? Promise.resolve() : new Promise((resolve) => this.#waiting.lost.add(resolve));
  }

  /** Resolves when the next statement is answered. */
  whenFound(): Promise<void> {
    return new Promise((resolve) => this.#waiting.found.add(resolve));
  }
}

function release(waiting: Set<() => void>): void {
  for (const resolve of waiting) resolve();
  waiting.clear();
}
