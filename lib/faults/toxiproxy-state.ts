/**
 * What Toxiproxy is told, and what an earlier run left in it. Pure, so that the bundles (k6) and the runner (Node) do
 * the same. Everything of this suite carries a name of its own; what has another name is somebody else's and stays.
 */
import type { ApiStage, FaultKind } from './kinds.ts';

export interface ToxicState {
  readonly name: string;
}

export interface ProxyState {
  readonly name: string;
  readonly enabled: boolean;
  readonly toxics: readonly ToxicState[];
}

/** One call of Toxiproxy's API. */
export interface Operation {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

const PREFIX = 'perf_';
/** A toxic that does nothing: it says that this suite disabled the proxy, also to the next run. */
const DISABLED = `${PREFIX}disabled`;

const SLOW_DATABASE_MS = 1000;
const SLOW_API_MS = 5000;

const isOwn = ({ name }: ToxicState): boolean => name.startsWith(PREFIX);

function addToxic(
  proxy: string,
  kind: string,
  type: string,
  attributes: Readonly<Record<string, number>>,
  toxicity = 1,
): Operation {
  // Downstream alone: requests still arrive and are carried out, and their answers are what is lost.
  const body = { name: `${PREFIX}${kind}`, type, stream: 'downstream', toxicity, attributes };
  return { method: 'POST', path: `/proxies/${proxy}/toxics`, body };
}

const setEnabled = (proxy: string, enabled: boolean): Operation => ({
  method: 'POST',
  path: `/proxies/${proxy}`,
  body: { enabled },
});

/** The calls that make a fault. `flap` is `refuse` that comes and goes; `error` is none of Toxiproxy's. */
export function makingOf(
  proxy: string,
  kind: FaultKind | Exclude<ApiStage, 'error'>,
  api: boolean,
): readonly Operation[] {
  switch (kind) {
    case 'refuse':
    case 'flap':
      // The mark comes first: a run that is killed in between must not leave a disabled proxy without one.
      return [addToxic(proxy, 'disabled', 'latency', { latency: 0, jitter: 0 }, 0), setEnabled(proxy, false)];
    case 'hang':
      return [addToxic(proxy, 'hang', 'timeout', { timeout: 0 })];
    case 'reset':
      return [addToxic(proxy, 'reset', 'reset_peer', { timeout: 0 })];
    case 'slow':
      return [
        addToxic(proxy, 'slow', 'latency', { latency: api ? SLOW_API_MS : SLOW_DATABASE_MS, jitter: 0 }),
      ];
    default:
      return kind satisfies never;
  }
}

/** The calls that take everything of this suite away from a proxy, and nothing of anybody else's. */
export function clearingOf(proxy: ProxyState): readonly Operation[] {
  const own = proxy.toxics.filter(isOwn);
  const wasDisabled = !proxy.enabled && own.some(({ name }) => name === DISABLED);
  return [
    ...(wasDisabled ? [setEnabled(proxy.name, true)] : []),
    ...own.map(
      ({ name }): Operation => ({ method: 'DELETE', path: `/proxies/${proxy.name}/toxics/${name}` }),
    ),
  ];
}

/** What an earlier run left in a proxy, in words; null where nothing was. */
export function leftoverOf(proxy: ProxyState): string | null {
  const own = proxy.toxics.filter(isOwn).map(({ name }) => name);
  if (own.length === 0) return null;
  const disabled = !proxy.enabled && own.includes(DISABLED) ? ', disabled' : '';
  return `proxy "${proxy.name}"${disabled} with ${own.join(', ')}`;
}

/** Why a proxy is not fit for a fault of ours; null where it is. */
export function obstacleOf(
  proxy: ProxyState | undefined,
  name: string,
  setting: string,
  known: readonly string[],
): string | null {
  if (proxy === undefined) {
    const others = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
    return `${setting} names the proxy "${name}", which Toxiproxy does not have (${others})`;
  }
  if (!proxy.enabled && !proxy.toxics.some(({ name: toxic }) => toxic === DISABLED)) {
    return `Toxiproxy's proxy "${name}" is disabled, and not by this suite: enable it first`;
  }
  const foreign = proxy.toxics.filter((toxic) => !isOwn(toxic)).map((toxic) => toxic.name);
  if (foreign.length > 0) {
    return `Toxiproxy's proxy "${name}" has toxics of somebody else (${foreign.join(', ')}): it would be no healthy start`;
  }
  return null;
}

/** The proxies in an answer to `GET /proxies`; null where it is none. */
export function readProxies(value: unknown): readonly ProxyState[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const proxies: ProxyState[] = [];
  for (const entry of Object.values(value as Readonly<Record<string, unknown>>)) {
    if (typeof entry !== 'object' || entry === null) return null;
    const { name, enabled, toxics } = entry as Readonly<Record<string, unknown>>;
    if (typeof name !== 'string' || typeof enabled !== 'boolean') return null;
    const list = Array.isArray(toxics) ? (toxics as readonly unknown[]) : [];
    proxies.push({
      name,
      enabled,
      toxics: list.flatMap((toxic) => {
        const toxicName = (toxic as { readonly name?: unknown } | null)?.name;
        return typeof toxicName === 'string' ? [{ name: toxicName }] : [];
      }),
    });
  }
  return proxies;
}
