/** Where a running job's output goes before it is stored. */
export interface JobLog {
  /** Above the output, and no part of it. */
  head(text: string): void;
  add(text: string): void;
  /** What may be stored now. */
  readonly text: string;
  /** Resolves when all that was added is part of `text`. */
  settle(): Promise<void>;
}

/** As it is printed: it is masked when it is stored. */
export class PlainLog implements JobLog {
  text = '';
  head(text: string): void {
    this.text += text;
  }
  add(text: string): void {
    this.text += text;
  }
  async settle(): Promise<void> {}
}
