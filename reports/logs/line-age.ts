/** Which lines of a log an earlier run wrote, by the times that they carry. Pure but for what it remembers. */

/** With its zone: a time without one may be anybody's. */
const TIME = /(?<!\d)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)/;

/** Clocks of two machines differ: a line that is not older than this is taken for the run's. */
const TOLERANCE_MS = 60_000;

/** Reads the lines of one log in order. A line without a time is of the age of the one before it. */
export class LineAge {
  readonly #since: number;
  #old = false;

  /** `since`: Unix ms at which the run began. */
  constructor(since: number) {
    this.#since = since - TOLERANCE_MS;
  }

  /** Whether the next line was written before the run. */
  isOld(line: string): boolean {
    const found = TIME.exec(line)?.[0];
    const at = found === undefined ? Number.NaN : Date.parse(found.replace(',', '.'));
    if (!Number.isNaN(at)) this.#old = at < this.#since;
    return this.#old;
  }
}
