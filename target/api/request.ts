import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { Identity } from './auth/identity.ts';
import { ApiError, badQuery, noToken } from './reply.ts';
import { fieldProblem, syntaxProblem } from './serde.ts';
import type { Services } from './services.ts';

/** One request, parsed, with the identity that its route asked for. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly identity: Identity | undefined;
  readonly services: Services;
  /** Whether the client has left without waiting for the answer. */
  readonly hungUp: () => boolean;
}

/** A path parameter that the route's pattern is known to contain. */
export function param(request: ApiRequest, name: string): string {
  return request.params[name] ?? '';
}

export function workspaceOf(request: ApiRequest): string {
  return param(request, 'w');
}

/** The caller, on routes that admit none but known ones. */
export function caller(request: ApiRequest): Identity {
  if (request.identity === undefined) throw noToken();
  return request.identity;
}

const JSON_TYPE = /^application\/([\w.+-]+\+)?json\b/;

/** Body of a request outside the run endpoints: 415 for another content type, 400 for bad syntax, 422 for bad fields. */
export function parseBody<T>(request: ApiRequest, schema: z.ZodType<T>): T {
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) {
    throw new ApiError(415, 'Expected request with `Content-Type: application/json`');
  }
  const body = request.body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new ApiError(400, `Failed to parse the request body as JSON: ${syntaxProblem(body)}`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problem = fieldProblem(parsed.error.issues, value, body);
  throw new ApiError(422, `Failed to deserialize the JSON body into the target type: ${problem}`);
}

/** A query parameter that must be a whole number when present; below zero only where it is `signed`. */
export function integerQuery(request: ApiRequest, name: string, { signed = false } = {}): number | undefined {
  const value = request.query.get(name);
  if (value === null || value === '') return undefined;
  if (!(signed ? /^-?\d+$/ : /^\d+$/).test(value)) throw badQuery(name, 'invalid digit found in string');
  return Number(value);
}

/** A query parameter that must be `true` or `false` when present. */
export function booleanQuery(request: ApiRequest, name: string): boolean | undefined {
  const value = request.query.get(name);
  if (value === null || value === '') return undefined;
  if (value !== 'true' && value !== 'false') {
    throw badQuery(name, 'provided string was not `true` or `false`');
  }
  return value === 'true';
}
