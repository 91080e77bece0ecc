/** Where the status goes: a block that is drawn over itself in a terminal, lines now and then anywhere else. */

/** What the screen needs of `process.stderr`. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const ERASE_BELOW = '\u001B[0J';
const up = (lines: number): string => (lines === 0 ? '' : `\u001B[${lines}F`);
const DEFAULT_COLUMNS = 100;
const MAX_COLUMNS = 140;

export class Screen {
  readonly #output: Output;
  #drawn = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  /** Whether a block can be drawn over itself. */
  get isTerminal(): boolean {
    return this.#output.isTTY === true;
  }

  get columns(): number {
    const { columns } = this.#output;
    // One less: a terminal that fills its last column may begin a new line by itself.
    return Math.min(MAX_COLUMNS, (columns === undefined || columns < 20 ? DEFAULT_COLUMNS : columns) - 1);
  }

  /** Draws the block in the place of the one before; in a pipe the lines follow one another. */
  draw(lines: readonly string[]): void {
    this.#output.write(`${this.#erasing()}${lines.map((line) => `${line}\n`).join('')}`);
    this.#drawn = this.isTerminal ? lines.length : 0;
  }

  /** Writes above the block; it is gone until it is drawn again. */
  say(text: string): void {
    this.#output.write(`${this.#erasing()}${text.endsWith('\n') ? text : `${text}\n`}`);
    this.#drawn = 0;
  }

  clear(): void {
    if (this.#drawn > 0) this.#output.write(this.#erasing());
    this.#drawn = 0;
  }

  #erasing(): string {
    return this.#drawn === 0 ? '' : `${up(this.#drawn)}${ERASE_BELOW}`;
  }
}
