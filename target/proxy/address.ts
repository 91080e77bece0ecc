import { ApiError } from './toxic.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `host:port`, `[v6]:port`, `:port` or '' (any free port). A missing host is the loopback interface: a fault
 * proxy must not be reachable from other machines unless asked for. Throws {@link ApiError} (400) otherwise.
 */
export function parseAddress(text: string, setting: string): Address {
  if (text === '') return { host: '127.0.0.1', port: 0 };
  const match = /^(?:\[([^\]]+)\]|([^:[\]]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65535) throw new ApiError(`${setting}: "${text}" is not host:port`, 400);
  return { host: match[1] || match[2] || '127.0.0.1', port };
}

export function formatAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * A port below every usual ephemeral range (Linux from 32768, Windows and macOS from 49152). A proxy that is
 * disabled gives its port back for a while; out of an ephemeral range, no outgoing connection can take it meanwhile.
 */
export function randomPort(): number {
  return 20_000 + Math.floor(Math.random() * 12_000);
}
