/** Where a link's bytes go next. `at` is the time (performance clock, ms) from which a delay counts. */
export interface Sink {
  push(chunk: Buffer, at: number): void;
  /** No more bytes. `whole`: close the connection after them, not only this direction. */
  end(whole: boolean): void;
}

/** What a stage can do to the connection it sits in. */
export interface ConnectionControl {
  /** Closes both sides after what was already handed on. */
  close(): void;
  /** Resets both sides (TCP RST) and drops what is under way. */
  reset(): void;
}

export interface StageContext {
  readonly control: ConnectionControl;
  /** Called when bytes that were held back have left, so that a paused source may go on. */
  readonly released: () => void;
}

/**
 * One toxic at work in one direction of one connection. Stages form a chain; the last hands on to the socket.
 * The base class passes everything through.
 */
export class Stage implements Sink {
  next: Sink;
  /** Bytes held back: they count towards the link's limit. */
  heldBytes = 0;
  protected readonly context: StageContext;

  constructor(next: Sink, context: StageContext) {
    this.next = next;
    this.context = context;
  }

  push(chunk: Buffer, at: number): void {
    this.next.push(chunk, at);
  }

  end(whole: boolean): void {
    this.next.end(whole);
  }

  /** Hands on at once what was held back: the toxic was changed or removed. */
  flush(): void {}

  /** The toxic was removed while this connection is open. */
  removed(): void {
    this.flush();
  }

  /** Takes over the state of the stage that this one replaces after a change of attributes. */
  inherit(_previous: Stage): void {}

  /** Stops its timers; nothing is handed on any more. */
  dispose(): void {}
}

/** One timer that can be set again and again; never fires after `clear`. */
export class Alarm {
  #timer: NodeJS.Timeout | undefined;
  readonly #action: () => void;

  constructor(action: () => void) {
    this.#action = action;
  }

  get isSet(): boolean {
    return this.#timer !== undefined;
  }

  set(ms: number): void {
    this.clear();
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#action();
      },
      Math.max(0, Math.ceil(ms)),
    );
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

export interface Held {
  chunk: Buffer;
  at: number;
}

/**
 * A stage that keeps chunks in order and lets them go on a timer. Subclasses say how long the head still waits
 * and how much of it goes then.
 */
export abstract class QueueStage extends Stage {
  #queue: Held[] = [];
  #head = 0;
  #ending: { whole: boolean } | undefined;
  readonly #alarm = new Alarm(() => this.#release());

  /** Milliseconds until something of the head may go; Infinity for never. */
  protected abstract wait(head: Held, now: number): number;
  /** Bytes of the head that go now, and the time stamp they carry on. */
  protected abstract take(head: Held, now: number): { bytes: number; at: number };

  override push(chunk: Buffer, at: number): void {
    this.#queue.push({ chunk, at });
    this.heldBytes += chunk.length;
    if (!this.#alarm.isSet) this.#release();
  }

  override end(whole: boolean): void {
    this.#ending = { whole };
    this.#endIfEmpty();
  }

  #endIfEmpty(): void {
    if (!this.#ending || this.#head < this.#queue.length) return;
    const { whole } = this.#ending;
    this.#ending = undefined;
    this.next.end(whole);
  }

  #release(): void {
    for (;;) {
      const head = this.#queue[this.#head];
      if (!head) break;
      const now = performance.now();
      const wait = this.wait(head, now);
      // Timers fire on whole milliseconds and up to one early, so half a millisecond short counts as due.
      if (wait > 0.5) {
        if (Number.isFinite(wait)) this.#alarm.set(wait);
        return;
      }
      const { bytes, at } = this.take(head, now);
      this.#handOn(head, bytes, at);
    }
    this.#endIfEmpty();
  }

  #handOn(head: Held, bytes: number, at: number): void {
    const all = bytes >= head.chunk.length;
    const chunk = all ? head.chunk : head.chunk.subarray(0, bytes);
    if (all) {
      this.#head += 1;
      if (this.#head === this.#queue.length) {
        this.#queue = [];
        this.#head = 0;
      } else if (this.#head > 256) {
        this.#queue = this.#queue.slice(this.#head);
        this.#head = 0;
      }
    } else {
      head.chunk = head.chunk.subarray(bytes);
    }
    this.heldBytes -= chunk.length;
    this.next.push(chunk, at);
    this.context.released();
  }

  override flush(): void {
    this.#alarm.clear();
    const now = performance.now();
    for (let head = this.#queue[this.#head]; head; head = this.#queue[this.#head]) {
      this.#handOn(head, head.chunk.length, now);
    }
    this.#endIfEmpty();
  }

  override dispose(): void {
    this.#alarm.clear();
    this.#queue = [];
    this.#head = 0;
    this.#ending = undefined;
    this.heldBytes = 0;
  }
}
