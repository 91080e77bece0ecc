import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const CHUNK_BYTES = 256 * 1024;

/** Follows a file that another process appends to: each call hands over the lines that were completed since the last. */
export class Tail {
  readonly #path: string;
  readonly #decoder = new StringDecoder('utf8');
  readonly #buffer = Buffer.alloc(CHUNK_BYTES);
  #file: number | null = null;
  #offset = 0;
  #rest = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** New whole lines; none where there is no such file yet. */
  lines(): readonly string[] {
    try {
      this.#file ??= openSync(this.#path, 'r');
      for (;;) {
        const read = readSync(this.#file, this.#buffer, 0, CHUNK_BYTES, this.#offset);
        if (read === 0) break;
        this.#offset += read;
        this.#rest += this.#decoder.write(this.#buffer.subarray(0, read));
      }
    } catch {
      // Not there yet, or no longer: a display is worth no failure.
      return [];
    }
    const lines = this.#rest.split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}
