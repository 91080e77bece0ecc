import { StringDecoder } from 'node:string_decoder';

/**
 * Cuts a stream of chunks into lines, so that a secret is never split between two chunks, and hands each line (masked,
 * with its line break) to the sinks.
 */
export class LineTee {
  readonly #decoder = new StringDecoder('utf8');
  readonly #mask: (text: string) => string;
  readonly #sinks: readonly ((line: string) => void)[];
  #rest = '';

  constructor(mask: (text: string) => string, sinks: readonly ((line: string) => void)[]) {
    this.#mask = mask;
    this.#sinks = sinks;
  }

  write(chunk: Buffer): void {
    const text = this.#rest + this.#decoder.write(chunk);
    const end = text.lastIndexOf('\n') + 1;
    this.#rest = text.slice(end);
    if (end > 0) this.#emit(text.slice(0, end));
  }

  end(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (rest !== '') this.#emit(`${rest}\n`);
  }

  #emit(text: string): void {
    const masked = this.#mask(text);
    for (const sink of this.#sinks) sink(masked);
  }
}
