import { Alarm, type Held, QueueStage, type Sink, Stage, type StageContext } from './stage.ts';
import type { Toxic } from './toxic.ts';

/** Delays every chunk by latency ± jitter from its arrival; chunks in flight overlap, as on a long line. */
class LatencyStage extends QueueStage {
  readonly #latency: number;
  readonly #jitter: number;
  #headDelay: number | undefined;

  constructor(next: Sink, context: StageContext, latency: number, jitter: number) {
    super(next, context);
    this.#latency = latency;
    this.#jitter = Math.max(0, jitter);
  }

  protected override wait(head: Held, now: number): number {
    this.#headDelay ??= this.#latency + (Math.random() * 2 - 1) * this.#jitter;
    return head.at + this.#headDelay - now;
  }

  protected override take(head: Held, now: number) {
    this.#headDelay = undefined;
    return { bytes: head.chunk.length, at: now };
  }
}

/** Longest burst of the bandwidth toxic: data goes in slices of at most this many milliseconds. */
const BANDWIDTH_SLICE_MS = 100;

/** Lets `rate` KB/s through, in slices; a rate of 0 lets nothing through. */
class BandwidthStage extends QueueStage {
  readonly #bytesPerMs: number;
  #lineFreeAt = 0;

  constructor(next: Sink, context: StageContext, rate: number) {
    super(next, context);
    this.#bytesPerMs = Math.max(0, rate);
  }

  #slice(head: Held): number {
    return Math.min(head.chunk.length, this.#bytesPerMs * BANDWIDTH_SLICE_MS);
  }

  protected override wait(head: Held, now: number): number {
    if (this.#bytesPerMs === 0) return Number.POSITIVE_INFINITY;
    // The line was idle since it got free: an idle line saves up nothing.
    this.#lineFreeAt = Math.max(this.#lineFreeAt, head.at);
    return this.#lineFreeAt + this.#slice(head) / this.#bytesPerMs - now;
  }

  protected override take(head: Held, now: number) {
    const bytes = this.#slice(head);
    this.#lineFreeAt += bytes / this.#bytesPerMs;
    return { bytes, at: now };
  }
}

/** Cuts data into pieces of about the average size, `delay` microseconds apart. */
class SlicerStage extends QueueStage {
  readonly #size: number;
  readonly #variation: number;
  readonly #delayMs: number;
  #nextAt = 0;

  constructor(next: Sink, context: StageContext, size: number, variation: number, delayMicroseconds: number) {
    super(next, context);
    // An average of 0 would cut without end; it means "do not cut".
    this.#size = size > 0 ? size : Number.POSITIVE_INFINITY;
    this.#variation = Math.max(0, Math.min(variation, size - 1));
    this.#delayMs = Math.max(0, delayMicroseconds) / 1000;
  }

  protected override wait(_head: Held, now: number): number {
    return this.#delayMs < 1 ? 0 : this.#nextAt - now;
  }

  protected override take(head: Held, now: number) {
    this.#nextAt = now + this.#delayMs;
    const bytes = Math.round(this.#size + (Math.random() * 2 - 1) * this.#variation);
    return { bytes: Math.max(1, bytes), at: head.at };
  }
}

/** Passes data, delays the closing. */
class SlowCloseStage extends Stage {
  readonly #delay: number;
  #whole = false;
  readonly #alarm = new Alarm(() => this.next.end(this.#whole));

  constructor(next: Sink, context: StageContext, delay: number) {
    super(next, context);
    this.#delay = delay;
  }

  override end(whole: boolean): void {
    this.#whole = whole;
    this.#alarm.set(this.#delay);
  }

  override flush(): void {
    if (this.#alarm.isSet) {
      this.#alarm.clear();
      this.next.end(this.#whole);
    }
  }

  override dispose(): void {
    this.#alarm.clear();
  }
}

/**
 * A black hole: drops all data, and closes the connection when nothing came for `timeout` ms (0: never). What was
 * dropped is lost for good, so the connection closes when the toxic is removed.
 */
class TimeoutStage extends Stage {
  readonly #timeout: number;
  readonly #alarm = new Alarm(() => this.next.end(true));

  constructor(next: Sink, context: StageContext, timeout: number) {
    super(next, context);
    this.#timeout = timeout;
    this.#restart();
  }

  #restart(): void {
    if (this.#timeout > 0) this.#alarm.set(this.#timeout);
  }

  override push(): void {
    this.#restart();
  }

  override removed(): void {
    this.context.control.close();
  }

  override dispose(): void {
    this.#alarm.clear();
  }
}

/** Resets the connection `timeout` ms after the first sign of life; nothing passes until then. */
class ResetPeerStage extends Stage {
  readonly #timeout: number;
  readonly #alarm = new Alarm(() => this.context.control.reset());

  constructor(next: Sink, context: StageContext, timeout: number) {
    super(next, context);
    this.#timeout = timeout;
  }

  override push(): void {
    if (this.#alarm.isSet) return;
    if (this.#timeout > 0) this.#alarm.set(this.#timeout);
    else this.context.control.reset();
  }

  override end(): void {
    this.push();
  }

  override flush(): void {
    // Data was swallowed already: letting the connection live on would corrupt the stream.
    if (this.#alarm.isSet) this.context.control.reset();
  }

  override dispose(): void {
    this.#alarm.clear();
  }
}

/** Closes the connection after `bytes` bytes. */
class LimitDataStage extends Stage {
  readonly #limit: number;
  #passed = 0;

  constructor(next: Sink, context: StageContext, limit: number) {
    super(next, context);
    this.#limit = Math.max(0, limit);
  }

  override push(chunk: Buffer, at: number): void {
    const rest = Math.max(0, this.#limit - this.#passed);
    const part = chunk.length > rest ? chunk.subarray(0, rest) : chunk;
    this.#passed += part.length;
    if (part.length > 0) this.next.push(part, at);
    if (this.#passed >= this.#limit) this.next.end(true);
  }

  override inherit(previous: Stage): void {
    if (previous instanceof LimitDataStage) this.#passed = previous.#passed;
  }
}

/** Builds the stage of a toxic for one connection; one that `toxicity` spares gets a stage that only passes. */
export function createStage(toxic: Toxic, next: Sink, context: StageContext): Stage {
  if (Math.random() >= toxic.toxicity) return new Stage(next, context);
  const attribute = (name: string) => toxic.attributes[name] ?? 0;
  switch (toxic.type) {
    case 'noop':
      return new Stage(next, context);
    case 'latency':
      return new LatencyStage(next, context, attribute('latency'), attribute('jitter'));
    case 'bandwidth':
      return new BandwidthStage(next, context, attribute('rate'));
    case 'slow_close':
      return new SlowCloseStage(next, context, attribute('delay'));
    case 'timeout':
      return new TimeoutStage(next, context, attribute('timeout'));
    case 'reset_peer':
      return new ResetPeerStage(next, context, attribute('timeout'));
    case 'slicer': {
      const [size, variation] = [attribute('average_size'), attribute('size_variation')];
      return new SlicerStage(next, context, size, variation, attribute('delay'));
    }
    case 'limit_data':
      return new LimitDataStage(next, context, attribute('bytes'));
  }
}
