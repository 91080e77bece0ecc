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

/** What a journey reads of an answer. Each field more is a conversion that k6 makes for every request. */
export interface Answer {
  /** 0: no answer (refused, reset, timed out). */
  readonly status: number;
  readonly body: string;
  /** k6's error code, 0 for none; 1050 is its request time-out. */
  readonly errorCode: number;
  /** k6's own parser of the body: three times as fast as that of its JavaScript engine. Throws where it is no JSON. */
  readonly parser?: Pick<RefinedResponse<'text'>, 'json'>;
}

/** All of an answer. */
export interface Reply extends Answer {
  /** Of the status line, number and words: `404 Not Found`; empty without an answer. */
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly durationMs: number;
}

/** A longer body is not parsed: nothing that the suite asks for is that large. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 30_000;
const TIMEOUT_ERROR_CODE = 1050;

/** Documented to keep a call out of `http_req_failed`, but missing from k6's types. */
export const NOT_COUNTED = null as unknown as NonNullable<RefinedParams<'text'>['responseCallback']>;

/** Method and route of a call, with the tag that names both. */
export interface Endpoint extends Pick<Call, 'method' | 'route'> {
  readonly name: string;
}

export function endpoint(method: Call['method'], route: string): Endpoint {
  return { method, route, name: `${method} ${route}` };
}

export type CallOptions = Pick<Call, 'timeoutMs' | 'tags' | 'expect' | 'headers'>;

export function bodyText(body: unknown): string | null {
  if (body === undefined) return null;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** @param own those that the caller sets; the token comes above them, the type of the body below. */
export function headersOf(
  token: string | undefined,
  hasBody: boolean,
  own?: Call['headers'],
): Record<string, string> {
  const headers: Record<string, string> = { ...own };
  if (token !== undefined && token !== '') headers.Authorization = `Bearer ${token}`;
  if (hasBody) headers['Content-Type'] ??= 'application/json';
  return headers;
}

export function paramsOf(
  { name }: Endpoint,
  headers: Record<string, string>,
  { timeoutMs, tags, expect }: CallOptions,
): RefinedParams<'text'> {
  const params: RefinedParams<'text'> = {
    headers,
    redirects: 0,
    responseType: 'text',
    timeout: timeoutMs ?? DEFAULT_TIMEOUT_MS,
    tags: tags === undefined ? { name } : { ...tags, name },
  };
  if (expect === 'any') params.responseCallback = NOT_COUNTED;
  else if (expect !== undefined) params.responseCallback = http.expectedStatuses(...expect);
  return params;
}

/** A call as `http.request` and `http.batch` take it. */
function requestOf(
  baseUrl: string,
  call: Call,
): [Call['method'], string, string | null, RefinedParams<'text'>] {
  const body = bodyText(call.body);
  const headers = headersOf(call.token, body !== null, call.headers);
  const params = paramsOf(endpoint(call.method, call.route), headers, call);
  return [call.method, `${baseUrl}/api${call.path}`, body, params];
}

/** All of an answer. */
export function replyOf(response: RefinedResponse<'text'>): Reply {
  return {
    status: response.status,
    statusText: response.status_text,
    body: response.body ?? '',
    headers: response.headers,
    durationMs: response.timings.duration,
    errorCode: response.error_code,
  };
}

/** Of an answer no more than a journey needs. */
export function answerOf(response: RefinedResponse<'text'>): Answer {
  const { status, body, error_code: errorCode } = response;
  return { status, body: body ?? '', errorCode, parser: response };
}

export function send(baseUrl: string, call: Call): Reply {
  return replyOf(http.request(...requestOf(baseUrl, call)));
}

/**
 * Sends all calls at once and waits for every answer; replies are in the order of the calls. The k6 option
 * `batchPerHost` (6 by default) limits how many really run at the same time.
 */
export function sendTogether(baseUrl: string, calls: readonly Call[]): Reply[] {
  const responses = http.batch(calls.map((call) => requestOf(baseUrl, call)));
  return responses.map((response) => replyOf(response as RefinedResponse<'text'>));
}

/** The kind of failure that a reply of an unexpected status is. */
export function failureOf(reply: Answer): FailureKind {
  if (reply.status === 0) return reply.errorCode === TIMEOUT_ERROR_CODE ? 'timeout' : 'refused';
  if (reply.status === 401 || reply.status === 403) return 'unauthorized';
  if (reply.status >= 500) return 'server-error';
  if (reply.status >= 400) return 'client-error';
  return 'malformed';
}

/** The body as JSON; undefined where it is too long, cut short or no JSON at all. */
export function jsonOf({ body, parser }: Answer): unknown {
  if (body.length > MAX_BODY_BYTES) return undefined;
  try {
    return parser === undefined ? JSON.parse(body) : parser.json();
  } catch {
    return undefined;
  }
}

export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** The same, told apart from what was parsed. */
export function parseJson(reply: Answer): Parsed {
  const value = jsonOf(reply);
  return value === undefined ? { ok: false } : { ok: true, value };
}

/** A field of what may be an object; of anything else there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
