/** Ctrl-C and its like: the first asks the run to end and keep what was measured, the second ends everything at once. */

type Listener = () => void;

/**
 * One Ctrl-C can arrive more than once: from the terminal, and again from npm or make above us. What comes within this
 * time counts as the same.
 */
const SAME_KEYPRESS_MS = 700;

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export class Interruption {
  readonly #controller = new AbortController();
  readonly #onFirst = new Set<Listener>();
  readonly #onSecond = new Set<Listener>();
  #firstAt: number | null = null;
  readonly #handler = () => this.#receive();

  /** Begins to listen for signals; `release` ends it. */
  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#handler);
  }

  /** True from the first signal on. */
  get requested(): boolean {
    return this.#firstAt !== null;
  }

  /** Aborted at the first signal; for waits and downloads that are worth nothing half done. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Calls back at the first signal, or at once if it has come. Returns a function that takes the listener away. */
  onFirst(listener: Listener): Listener {
    if (this.requested) listener();
    else this.#onFirst.add(listener);
    return () => this.#onFirst.delete(listener);
  }

  /** Calls back at each further signal. Returns a function that takes the listener away. */
  onSecond(listener: Listener): Listener {
    this.#onSecond.add(listener);
    return () => this.#onSecond.delete(listener);
  }

  release(): void {
    for (const signal of SIGNALS) process.off(signal, this.#handler);
  }

  #receive(): void {
    if (this.#firstAt === null) {
      this.#firstAt = Date.now();
      for (const listener of this.#onFirst) listener();
      this.#controller.abort();
    } else if (Date.now() - this.#firstAt > SAME_KEYPRESS_MS) {
      for (const listener of this.#onSecond) listener();
    }
  }
}
