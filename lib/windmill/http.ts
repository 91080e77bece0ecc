/**
 * HTTP to Windmill. Every request carries a `name` tag without ids, so that no id in a URL becomes a series of its
 * own, and follows no redirect: an answer from another host is never a measurement, and may not be an allowed host.
 */
import http, { type RefinedParams, type RefinedResponse } from 'k6/http';
import type { FailureKind } from '../metric-names.ts';

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path below `/api`, ids and query included. */
  readonly path: string;
  /** The route, ids replaced by placeholders: the `name` tag. */
  readonly route: string;
  /** Sent as it is if a string, as JSON otherwise. */
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly timeoutMs?: number | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Statuses that k6 counts as no failure. Default 200–299. `any`: keep the call out of `http_req_failed`. */
  readonly expect?: readonly number[] | 'any' | undefined;
}

export interface Reply {
  /** 0: no answer (refused, reset, timed out). */
  readonly status: number;
  /** Of the status line, number and words: `404 Not Found`; empty without an answer. */
  readonly statusText: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly durationMs: number;
  /** k6's error code, 0 for none; 1050 is its request time-out. */
  readonly errorCode: number;
}

/** A longer body is not parsed: nothing that the suite asks for is that large. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 30_000;
const TIMEOUT_ERROR_CODE = 1050;

/** Documented to keep a call out of `http_req_failed`, but missing from k6's types. */
export const NOT_COUNTED = null as unknown as NonNullable<RefinedParams<'text'>['responseCallback']>;

interface Prepared {
  readonly method: Call['method'];
  readonly url: string;
  readonly body: string | null;
  readonly params: RefinedParams<'text'>;
}

function prepare(baseUrl: string, call: Call): Prepared {
  const headers: Record<string, string> = { ...call.headers };
  if (call.token !== undefined && call.token !== '') headers.Authorization = `Bearer ${call.token}`;
  let body: string | null = null;
  if (call.body !== undefined) {
    body = typeof call.body === 'string' ? call.body : JSON.stringify(call.body);
    headers['Content-Type'] ??= 'application/json';
  }
  const params: RefinedParams<'text'> = {
    headers,
    redirects: 0,
    responseType: 'text',
    timeout: call.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    tags: { ...call.tags, name: `${call.method} ${call.route}` },
  };
  if (call.expect === 'any') params.responseCallback = NOT_COUNTED;
  else if (call.expect !== undefined) params.responseCallback = http.expectedStatuses(...call.expect);
  return { method: call.method, url: `${baseUrl}/api${call.path}`, body, params };
}

function replyOf(response: RefinedResponse<'text'>): Reply {
  return {
    status: response.status,
    statusText: response.status_text,
    body: response.body ?? '',
    headers: response.headers,
    durationMs: response.timings.duration,
    errorCode: response.error_code,
  };
}

export function send(baseUrl: string, call: Call): Reply {
  const { method, url, body, params } = prepare(baseUrl, call);
  return replyOf(http.request(method, url, body, params));
}

/**
 * Sends all calls at once and waits for every answer; replies are in the order of the calls. The k6 option
 * `batchPerHost` (6 by default) limits how many really run at the same time.
 */
export function sendTogether(baseUrl: string, calls: readonly Call[]): Reply[] {
  const requests = calls.map((call): [string, string, string | null, RefinedParams<'text'>] => {
    const { method, url, body, params } = prepare(baseUrl, call);
    return [method, url, body, params];
  });
  return http.batch(requests).map((response) => replyOf(response as RefinedResponse<'text'>));
}

/** The kind of failure that a reply of an unexpected status is. */
export function failureOf(reply: Reply): FailureKind {
  if (reply.status === 0) return reply.errorCode === TIMEOUT_ERROR_CODE ? 'timeout' : 'refused';
  if (reply.status === 401 || reply.status === 403) return 'unauthorized';
  if (reply.status >= 500) return 'server-error';
  if (reply.status >= 400) return 'client-error';
  return 'malformed';
}

export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** The body as JSON; a body that is too long, cut short or no JSON at all is not ok. */
export function parseJson(reply: Reply): Parsed {
  if (reply.body.length > MAX_BODY_BYTES) return { ok: false };
  try {
    return { ok: true, value: JSON.parse(reply.body) };
  } catch {
    return { ok: false };
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
