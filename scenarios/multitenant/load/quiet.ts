/** When a user counts in a quiet window: not before the jobs that the flood has left are gone. Pure. */
import type { Slot } from './plan.ts';

/** Moments are sums of paces: as exact as such sums are. */
const EPSILON_SECONDS = 0.001;

export class QuietWatch {
  readonly #pace: number;
  #slot = '';
  /** When this user starts to count in the window; null: the flood was not seen to be gone, or too late. */
  #from: number | null = null;
  #gone = false;

  /** @param pace seconds between two acts of the user. */
  constructor(pace: number) {
    this.#pace = pace;
  }

  /**
   * What an act is that is due in a quiet window: `waits` for the flood, `begins` the part that counts, or is one of the
   * acts that count. The act that finds the flood gone is none of them: what had queued behind it is still under way.
   *
   * @param due seconds after the start of the load.
   * @param gone whether the jobs of the flood are gone; asked until they are, then no more in this window.
   */
  act(slot: Slot, due: number, gone: () => boolean): { readonly counts: boolean; readonly begins: boolean } {
    if (slot.name !== this.#slot) {
      this.#slot = slot.name;
      this.#from = null;
      this.#gone = false;
    }
    if (!this.#gone) {
      if (!gone()) return { counts: false, begins: false };
      this.#gone = true;
      const from = due + this.#pace;
      const end = slot.startSeconds + slot.seconds;
      this.#from = from + slot.measuredSeconds <= end + EPSILON_SECONDS ? from : null;
      return { counts: false, begins: this.#from !== null };
    }
    if (this.#from === null) return { counts: false, begins: false };
    const since = due - this.#from;
    return {
      counts: since >= -EPSILON_SECONDS && since < slot.measuredSeconds - EPSILON_SECONDS,
      begins: false,
    };
  }

  /** Whether the user is not in a part that counts: it may then fall back into its own place among the others. */
  isWaiting(slot: Slot, due: number): boolean {
    if (slot.name !== this.#slot || this.#from === null) return true;
    return due < this.#from - EPSILON_SECONDS || due >= this.#from + slot.measuredSeconds - EPSILON_SECONDS;
  }
}
