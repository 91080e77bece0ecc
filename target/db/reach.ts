/** Whether this process reaches its database, as its last attempt to connect or its last statement showed. */
export class Reach {
  #isAway = false;
  #wasReached = false;
  readonly #waiting = { lost: new Set<() => void>(), found: new Set<() => void>() };

  get isAway(): boolean {
    return this.#isAway;
  }

  found(): void {
    this.#wasReached = true;
    this.#isAway = false;
    release(this.#waiting.found);
  }

  /** Until it is reached for the first time, its absence is no outage: the processes start before their database. */
  lost(): void {
    if (!this.#wasReached) return;
    this.#isAway = true;
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
