import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatAddress, parseAddress, randomPort } from './address.ts';
import { ProxiedConnection } from './connection.ts';
import { ApiError, type Toxic } from './toxic.ts';

/** How long enabling a proxy waits for its port to be free again. */
const LISTEN_RETRY_MS = 1000;

interface ProxyState {
  name: string;
  listen: string;
  upstream: string;
  enabled: boolean;
}

/** One TCP proxy: a listener, its toxics and its connections. */
export class FaultProxy {
  readonly name: string;
  listen: string;
  upstream: string;
  #server: Server | undefined;
  /** Changes of the listener run one after the other. */
  #lastChange: Promise<unknown> = Promise.resolve();
  readonly #toxics: Toxic[] = [];
  readonly #connections = new Set<ProxiedConnection>();
  /** Accepted, the upstream not yet reached. */
  readonly #connecting = new Set<Socket>();

  constructor(name: string, listen: string, upstream: string) {
    this.name = name;
    this.listen = listen;
    this.upstream = upstream;
  }

  get enabled(): boolean {
    return this.#server !== undefined;
  }

  /** Toxics in the order of the API: those of the upstream first, each side as added. */
  get toxics(): readonly Toxic[] {
    const of = (stream: string) => this.#toxics.filter((toxic) => toxic.stream === stream);
    return [...of('upstream'), ...of('downstream')];
  }

  toJSON(): ProxyState & { toxics: readonly Toxic[] } {
    const { name, listen, upstream, enabled, toxics } = this;
    return { name, listen, upstream, enabled, toxics };
  }

  /** Starts to listen; does nothing when it does already. Throws {@link ApiError} (500) when the port is taken. */
  start(): Promise<void> {
    return this.#serialise(() => this.#start());
  }

  #serialise<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#lastChange.then(change);
    this.#lastChange = result.catch(() => {});
    return result;
  }

  async #start(): Promise<void> {
    if (this.#server) return;
    const { host, port } = parseAddress(this.listen, 'listen');
    parseAddress(this.upstream, 'upstream');
    const deadline = Date.now() + LISTEN_RETRY_MS;
    for (;;) {
      try {
        this.#server = await this.#open(host, port === 0 ? randomPort() : port);
        break;
      } catch (error) {
        const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
        if (!inUse || Date.now() > deadline) {
          throw new ApiError(
            `listen tcp ${this.listen}: ${error instanceof Error ? error.message : error}`,
            500,
          );
        }
        await sleep(port === 0 ? 0 : 20);
      }
    }
    const address = this.#server.address();
    if (address && typeof address === 'object') this.listen = formatAddress(address.address, address.port);
  }

  #open(host: string, port: number): Promise<Server> {
    // The client is read only once the upstream answers, so that no byte has to be kept aside.
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
    server.on('connection', (client) => this.#accept(client));
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, backlog: 1024 }, () => {
        server.removeListener('error', reject);
        server.on('error', () => {});
        resolve(server);
      });
    });
  }

  #accept(client: Socket): void {
    const { host, port } = parseAddress(this.upstream, 'upstream');
    const upstream = connect({ host, port, allowHalfOpen: true });
    const abandon = () => {
      client.destroy();
      upstream.destroy();
      this.#connecting.delete(client);
      this.#connecting.delete(upstream);
    };
    this.#connecting.add(client).add(upstream);
    client.once('error', abandon);
    upstream.once('error', abandon);
    upstream.once('connect', () => {
      this.#connecting.delete(client);
      this.#connecting.delete(upstream);
      client.removeListener('error', abandon);
      upstream.removeListener('error', abandon);
      if (client.destroyed) {
        upstream.destroy();
        return;
      }
      const connection = new ProxiedConnection(client, upstream, this.toxics, () => {
        this.#connections.delete(connection);
      });
      this.#connections.add(connection);
      client.resume();
    });
  }

  /** Refuses new connections and closes those that are open. */
  stop(): Promise<void> {
    return this.#serialise(() => this.#stop());
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#connecting) socket.destroy();
    this.#connecting.clear();
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }

  /** Applies a change; a new address, of either side, closes the open connections. */
  update(change: Omit<ProxyState, 'name'>): Promise<void> {
    return this.#serialise(() => this.#update(change));
  }

  async #update(change: Omit<ProxyState, 'name'>): Promise<void> {
    parseAddress(change.listen, 'listen');
    parseAddress(change.upstream, 'upstream');
    if (change.listen !== this.listen || change.upstream !== this.upstream) {
      await this.#stop();
      this.listen = change.listen;
      this.upstream = change.upstream;
    }
    if (change.enabled) await this.#start();
    else await this.#stop();
  }

  findToxic(name: string): Toxic {
    const toxic = this.#toxics.find((candidate) => candidate.name === name);
    if (!toxic) throw new ApiError('toxic not found', 404);
    return toxic;
  }

  addToxic(toxic: Toxic): void {
    if (this.#toxics.some((other) => other.name === toxic.name))
      throw new ApiError('toxic already exists', 409);
    this.#toxics.push(toxic);
    for (const connection of this.#connections) connection.add(toxic);
  }

  /** To be called after the toxic's attributes changed: open connections follow. */
  toxicChanged(toxic: Toxic): void {
    for (const connection of this.#connections) connection.update(toxic);
  }

  removeToxic(name: string): void {
    const toxic = this.findToxic(name);
    this.#toxics.splice(this.#toxics.indexOf(toxic), 1);
    for (const connection of this.#connections) connection.remove(toxic);
  }

  async reset(): Promise<void> {
    await this.start();
    for (const { name } of [...this.#toxics]) this.removeToxic(name);
  }
}
