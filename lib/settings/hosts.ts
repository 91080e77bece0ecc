/** Which hosts the suite may send load to. The same rules hold in the runner and inside the bundles. */

import type { Parser } from './parsers.ts';

export interface HostAndPort {
  readonly protocol: 'http' | 'https';
  /** Lower case; IPv6 in brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * Parts of an absolute http(s) URL, or null. Stricter than a browser: user information, back slashes, control
 * characters and blanks are refused, because `http://127.0.0.1@evil.example` must never pass as loopback.
 */
export function parseHttpUrl(url: string): (HostAndPort & { readonly path: string }) | null {
  const match = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?(\/[^\s\\]*)?$/i.exec(url);
  if (match === null) return null;
  const protocol = (match[1] ?? '').toLowerCase() === 'https' ? 'https' : 'http';
  const host = (match[2] ?? '').toLowerCase();
  const port = match[3] === undefined ? (protocol === 'https' ? 443 : 80) : Number(match[3]);
  if (port < 1 || port > 65535) return null;
  return { protocol, host, port, path: match[4] ?? '' };
}

/** Loopback by its literal form only; a name that merely resolves to loopback has to be allowed by name. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '[::1]') return true;
  const octets = /^127\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host);
  return octets?.slice(1).every((octet) => Number(octet) <= 255) === true;
}

/** Whether a host may be a target: loopback, or named (`host` or `host:port`) in PERF_ALLOWED_HOSTS. */
export function isAllowedHost(target: HostAndPort, allowedHosts: readonly string[]): boolean {
  if (isLoopback(target.host)) return true;
  return allowedHosts.some((entry) => {
    const allowed = entry.toLowerCase();
    return allowed === target.host || allowed === `${target.host}:${target.port}`;
  });
}

/** An absolute http(s) URL without a query, fragment or user information; a trailing slash and `/api` are dropped. */
export const baseUrl: Parser<string> = (raw) => {
  const parts = parseHttpUrl(raw);
  if (parts === null || /[?#]/.test(raw)) {
    return {
      ok: false,
      expected: 'an URL such as https://windmill.example.com, without user, query or fragment',
    };
  }
  return { ok: true, value: raw.replace(/\/+$/, '').replace(/\/api$/, '') };
};
