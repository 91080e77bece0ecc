import type { Socket } from 'node:net';
import type { ConnectionControl, Sink, Stage } from './stage.ts';
import { createStage } from './stages.ts';
import type { StreamDirection, Toxic } from './toxic.ts';

/** Bytes that the toxics of one direction may hold back before its source is paused. */
const HELD_BYTES_LIMIT = 8 * 1024 * 1024;

/** How long a closing connection may take to write what was handed on before it is cut. */
const CLOSE_GRACE_MS = 1000;

const NOWHERE: Sink = { push: () => {}, end: () => {} };

/** One direction of a connection: source socket → stages, one a toxic → destination socket. */
class Link {
  readonly #source: Socket;
  readonly #control: ConnectionControl;
  readonly #output: Sink;
  readonly #stages: { toxic: Toxic; stage: Stage }[] = [];
  #first: Sink;
  #blocked = false;

  constructor(source: Socket, destination: Socket, control: ConnectionControl) {
    this.#source = source;
    this.#control = control;
    this.#output = {
      push: (chunk) => {
        if (destination.destroyed || destination.writableEnded) return;
        if (!destination.write(chunk) && !this.#blocked) {
          this.#blocked = true;
          source.pause();
        }
      },
      end: (whole) => {
        if (whole) control.close();
        else if (!destination.destroyed && !destination.writableEnded) destination.end();
      },
    };
    this.#first = this.#output;
    source.on('data', (chunk: Buffer) => {
      // Without toxics nothing reads the time stamp: don't pay for the clock.
      this.#first.push(chunk, this.#stages.length === 0 ? 0 : performance.now());
      if (this.#stages.length > 0 && this.#heldBytes() > HELD_BYTES_LIMIT) source.pause();
    });
    source.on('end', () => this.#first.end(false));
    destination.on('drain', () => {
      this.#blocked = false;
      this.#resume();
    });
  }

  #heldBytes(): number {
    return this.#stages.reduce((sum, { stage }) => sum + stage.heldBytes, 0);
  }

  #resume(): void {
    if (!this.#blocked && this.#source.isPaused() && this.#heldBytes() <= HELD_BYTES_LIMIT / 2) {
      this.#source.resume();
    }
  }

  #create(toxic: Toxic, next: Sink): Stage {
    return createStage(toxic, next, { control: this.#control, released: () => this.#resume() });
  }

  #connect(): void {
    this.#stages.forEach(({ stage }, index) => {
      stage.next = this.#stages[index + 1]?.stage ?? this.#output;
    });
    this.#first = this.#stages[0]?.stage ?? this.#output;
  }

  add(toxic: Toxic): void {
    this.#stages.push({ toxic, stage: this.#create(toxic, this.#output) });
    this.#connect();
  }

  update(toxic: Toxic): void {
    const entry = this.#stages.find((candidate) => candidate.toxic === toxic);
    if (!entry) return;
    const previous = entry.stage;
    previous.flush();
    entry.stage = this.#create(toxic, previous.next);
    entry.stage.inherit(previous);
    previous.dispose();
    this.#connect();
    this.#resume();
  }

  remove(toxic: Toxic): void {
    const index = this.#stages.findIndex((candidate) => candidate.toxic === toxic);
    const [entry] = index < 0 ? [] : this.#stages.splice(index, 1);
    if (!entry) return;
    entry.stage.removed();
    entry.stage.dispose();
    this.#connect();
    this.#resume();
  }

  /** Stops every timer; what still arrives is dropped. */
  dispose(): void {
    for (const { stage } of this.#stages) stage.dispose();
    this.#stages.length = 0;
    this.#first = NOWHERE;
  }
}

/** A client's connection through the proxy, both directions; lives until both sockets are closed. */
export class ProxiedConnection {
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #links: Record<StreamDirection, Link>;

  /** Both sockets must be open, with `allowHalfOpen`; `onClosed` is called once both are gone. */
  constructor(client: Socket, upstream: Socket, toxics: readonly Toxic[], onClosed: () => void) {
    this.#client = client;
    this.#upstream = upstream;
    const control: ConnectionControl = { close: () => this.close(), reset: () => this.reset() };
    this.#links = {
      upstream: new Link(client, upstream, control),
      downstream: new Link(upstream, client, control),
    };
    for (const toxic of toxics) this.add(toxic);
    this.#pairUp(client, upstream, onClosed);
    this.#pairUp(upstream, client, onClosed);
  }

  #pairUp(socket: Socket, other: Socket, onClosed: () => void): void {
    socket.setNoDelay(true);
    // A reset on one side is a reset on the other: the peer must learn that data may be lost.
    socket.on('error', () => {
      if (!other.destroyed) other.resetAndDestroy();
    });
    socket.on('close', () => {
      if (other.destroyed) {
        this.#dispose();
        onClosed();
      }
    });
  }

  add(toxic: Toxic): void {
    this.#links[toxic.stream].add(toxic);
  }

  update(toxic: Toxic): void {
    this.#links[toxic.stream].update(toxic);
  }

  remove(toxic: Toxic): void {
    this.#links[toxic.stream].remove(toxic);
  }

  /** Closes both sides once what was already handed on is written. */
  close(): void {
    this.#dispose();
    this.#client.destroySoon();
    this.#upstream.destroySoon();
    setTimeout(() => this.destroy(), CLOSE_GRACE_MS).unref();
  }

  /** Closes both sides with a TCP reset. */
  reset(): void {
    this.#dispose();
    for (const socket of [this.#client, this.#upstream]) if (!socket.destroyed) socket.resetAndDestroy();
  }

  /** Closes both sides now, whatever is under way. */
  destroy(): void {
    this.#dispose();
    this.#client.destroy();
    this.#upstream.destroy();
  }

  #dispose(): void {
    this.#links.upstream.dispose();
    this.#links.downstream.dispose();
  }
}
