import { empty, type Reply } from './reply.ts';

/** Routes that a web page of any origin may call. */
const OPEN_TO_PAGES = /^\/api\/w\/[^/]+\/(jobs\/(run\w*|completed\/list)|jobs_u|resources|folders|users)\b/;

const NO_HEADERS: Readonly<Record<string, string>> = {};
const CORS_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  vary: 'origin, access-control-request-method, access-control-request-headers',
};

/** What an answer says to a browser; one that refuses the token says nothing. */
export function corsHeaders(path: string, status: number): Readonly<Record<string, string>> {
  const refused = status === 401 || status === 403;
  return !refused && OPEN_TO_PAGES.test(path) ? CORS_HEADERS : NO_HEADERS;
}

/** The answer to a browser that asks before it calls; undefined: this is no such request. */
export function preflight(method: string, path: string, allow: readonly string[]): Reply | undefined {
  if (method !== 'OPTIONS' || !OPEN_TO_PAGES.test(path)) return undefined;
  return {
    ...empty(200),
    headers: {
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'content-type,authorization',
      allow: allow.join(','),
    },
  };
}
