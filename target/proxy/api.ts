import { FaultProxy } from './fault-proxy.ts';
import { ApiError, badBody, field, isObject, type JsonObject, parseToxic, updateToxic } from './toxic.ts';

/** What a route answers; `body` is sent as JSON, a string as plain text, undefined as an empty body. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

const NOT_FOUND: Reply = { status: 404, body: '404 page not found\n' };
const VERSION = '2.5.0-embedded';

function parseJson(text: string): unknown {
  if (text.trim() === '') throw badBody('EOF');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badBody(error instanceof Error ? error.message : String(error));
  }
}

function requiredField(body: JsonObject, name: string, suffix = ''): string {
  const value = field(body, name, 'string');
  if (!value) throw new ApiError(`missing required field: ${name}${suffix}`, 400);
  return value;
}

/** The set of proxies, and the routes of Toxiproxy's HTTP API over it. */
export class ToxiproxyApi {
  readonly #proxies = new Map<string, FaultProxy>();

  #find(name: string): FaultProxy {
    const proxy = this.#proxies.get(name);
    if (!proxy) throw new ApiError('proxy not found', 404);
    return proxy;
  }

  /** Creates a proxy and, unless disabled, starts it. Throws {@link ApiError}: 400, 409 (name taken), 500 (port taken). */
  async create(body: unknown): Promise<FaultProxy> {
    if (!isObject(body)) throw badBody('a proxy must be an object');
    const enabled = field(body, 'enabled', 'boolean') ?? true;
    const listen = field(body, 'listen', 'string') ?? '';
    const proxy = new FaultProxy(requiredField(body, 'name'), listen, requiredField(body, 'upstream'));
    if (this.#proxies.has(proxy.name)) throw new ApiError('proxy already exists', 409);
    // Registered before it listens, so that a second request of the same name meets the 409 and not this one's port.
    this.#proxies.set(proxy.name, proxy);
    try {
      if (enabled) await proxy.start();
    } catch (error) {
      this.#proxies.delete(proxy.name);
      throw error;
    }
    return proxy;
  }

  /** Unlike the other routes, a failed populate also tells which proxies it had made. */
  async #populate(text: string): Promise<Reply> {
    const proxies: FaultProxy[] = [];
    try {
      await this.#populateInto(proxies, parseJson(text));
      return { status: 201, body: { proxies } };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { message, status } = error;
      return { status, body: { error: message, status, proxies: proxies.length > 0 ? proxies : null } };
    }
  }

  async #populateInto(proxies: FaultProxy[], body: unknown): Promise<void> {
    if (!Array.isArray(body)) throw badBody('a list of proxies was expected');
    const entries = body.map((entry: unknown, index) => {
      if (!isObject(entry)) throw badBody(`proxy ${index + 1} must be an object`);
      const at = ` at proxy ${index + 1}`;
      return {
        name: requiredField(entry, 'name', at),
        upstream: requiredField(entry, 'upstream', at),
        listen: field(entry, 'listen', 'string') ?? '',
        enabled: field(entry, 'enabled', 'boolean') ?? true,
      };
    });
    for (const entry of entries) {
      const existing = this.#proxies.get(entry.name);
      if (existing && existing.listen === entry.listen && existing.upstream === entry.upstream) {
        proxies.push(existing);
        continue;
      }
      if (existing) {
        await existing.stop();
        this.#proxies.delete(entry.name);
      }
      proxies.push(await this.create(entry));
    }
  }

  async #updateProxy(proxy: FaultProxy, body: unknown): Promise<Reply> {
    if (!isObject(body)) throw badBody('a proxy must be an object');
    await proxy.update({
      listen: field(body, 'listen', 'string') ?? proxy.listen,
      upstream: field(body, 'upstream', 'string') ?? proxy.upstream,
      enabled: field(body, 'enabled', 'boolean') ?? proxy.enabled,
    });
    return { status: 200, body: proxy };
  }

  async #remove(proxy: FaultProxy): Promise<Reply> {
    this.#proxies.delete(proxy.name);
    await proxy.stop();
    return { status: 204 };
  }

  #addToxic(proxy: FaultProxy, body: unknown): Reply {
    const toxic = parseToxic(body);
    proxy.addToxic(toxic);
    return { status: 200, body: toxic };
  }

  #changeToxic(proxy: FaultProxy, name: string, body: unknown): Reply {
    const toxic = proxy.findToxic(name);
    updateToxic(toxic, body);
    proxy.toxicChanged(toxic);
    return { status: 200, body: toxic };
  }

  #removeToxic(proxy: FaultProxy, name: string): Reply {
    proxy.removeToxic(name);
    return { status: 204 };
  }

  /** Answers one request. `path` holds the decoded segments; throws {@link ApiError}. */
  async handle(method: string, path: readonly string[], text: string): Promise<Reply> {
    const [root = '', name = '', toxics = '', toxic = ''] = path;
    if (path.includes('') || path.length > 4) return NOT_FOUND;
    const route = `${method} /${[root, name && '{proxy}', toxics, toxic && '{toxic}'].filter(Boolean).join('/')}`;
    switch (route.replace(/^PATCH/, 'POST')) {
      case 'GET /version':
        return { status: 200, body: VERSION };
      case 'GET /proxies':
        return { status: 200, body: Object.fromEntries(this.#proxies) };
      case 'POST /proxies':
        return method === 'PATCH'
          ? { status: 405 }
          : { status: 201, body: await this.create(parseJson(text)) };
      case 'POST /populate':
        return method === 'PATCH' ? { status: 405 } : await this.#populate(text);
      case 'POST /reset':
        for (const proxy of this.#proxies.values()) await proxy.reset();
        return { status: 204 };
      case 'GET /proxies/{proxy}':
        return { status: 200, body: this.#find(name) };
      case 'POST /proxies/{proxy}':
        return this.#updateProxy(this.#find(name), parseJson(text));
      case 'DELETE /proxies/{proxy}':
        return this.#remove(this.#find(name));
      case 'GET /proxies/{proxy}/toxics':
        return { status: 200, body: this.#find(name).toxics };
      case 'POST /proxies/{proxy}/toxics':
        return method === 'PATCH' ? { status: 405 } : this.#addToxic(this.#find(name), parseJson(text));
      case 'GET /proxies/{proxy}/toxics/{toxic}':
        return { status: 200, body: this.#find(name).findToxic(toxic) };
      case 'POST /proxies/{proxy}/toxics/{toxic}':
        return this.#changeToxic(this.#find(name), toxic, parseJson(text));
      case 'DELETE /proxies/{proxy}/toxics/{toxic}':
        return this.#removeToxic(this.#find(name), toxic);
    }
    const known = /^\S+ \/(version|populate|reset|proxies(\/\{proxy\}(\/toxics(\/\{toxic\})?)?)?)$/.test(
      route,
    );
    return known ? { status: 405 } : NOT_FOUND;
  }

  async close(): Promise<void> {
    const proxies = [...this.#proxies.values()];
    this.#proxies.clear();
    await Promise.all(proxies.map((proxy) => proxy.stop()));
  }
}
