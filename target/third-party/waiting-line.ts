import type { Capacity } from './server.ts';

/** Lets so many through at a time, each after its service time, in the order in which they came. */
export class WaitingLine {
  readonly atOnce: number;
  readonly #ms: number;
  readonly #waiting: (() => void)[] = [];
  #serving = 0;

  constructor({ atOnce, ms }: Capacity) {
    this.atOnce = atOnce;
    this.#ms = ms;
  }

  /** Resolves when the caller has been served. */
  async pass(): Promise<void> {
    if (this.#serving >= this.atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#serving += 1;
    await new Promise<void>((resolve) => setTimeout(resolve, this.#ms));
    const next = this.#waiting.shift();
    // The place goes to the next in line, or is free.
    if (next === undefined) this.#serving -= 1;
    else next();
  }
}
