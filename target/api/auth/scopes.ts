import { permissionDenied } from '../reply.ts';
import type { Route } from '../router.ts';
import type { Identity } from './identity.ts';

/** Area and action that a route stands for, such as `variables:read` or `jobs:run`. */
export function scopeOf(route: Route): string {
  if (route.scope !== undefined) return route.scope;
  const segments = route.pattern.split('/').filter((part) => part !== '');
  const area = (segments[0] === 'w' ? segments[2] : segments[0]) ?? '';
  return `${area.replace(/_u$/, '')}:${route.method === 'GET' ? 'read' : 'write'}`;
}

interface Wanted {
  readonly area: string;
  readonly action: string;
  /** What is run: `scripts` or `flows`. */
  readonly kind: string | undefined;
}

/**
 * A scope is `area:action`, optionally followed by what it is confined to (`jobs:run:scripts:f/perf/echo`); `*` stands
 * for any area or action, and write includes read.
 */
function grants(scope: string, wanted: Wanted, path: string | undefined): boolean {
  const { area, action } = wanted;
  const [scopeArea, scopeAction, ...rest] = scope.split(':');
  if (scopeArea !== '*' && scopeArea !== area) return false;
  const actionMatches =
    scopeAction === '*' || scopeAction === action || (scopeAction === 'write' && action === 'read');
  if (!actionMatches) return false;
  const [kind] = rest;
  if (kind === 'scripts' || kind === 'flows') {
    if (kind !== wanted.kind) return false;
    rest.shift();
  }
  const confinedTo = rest.at(-1);
  if (confinedTo === undefined || confinedTo === '*') return true;
  if (path === undefined) return false;
  return confinedTo.split(',').some((allowed) => allowed === path || matchesFolder(allowed, path));
}

function matchesFolder(allowed: string, path: string): boolean {
  return allowed.endsWith('/*') && path.startsWith(allowed.slice(0, -1));
}

/** Throws a 403 when a restricted token is used outside of what it was given for. */
export function demandScope(identity: Identity, route: Route, path: string | undefined): void {
  const scope = scopeOf(route);
  const [area = '', action = '', kind] = scope.split(':');
  if (identity.readOnly && action !== 'read') {
    throw permissionDenied(`Access denied. This token is read-only and does not allow ${scope}`);
  }
  const { scopes } = identity;
  if (scopes === undefined) return;
  if (!scopes.some((held) => grants(held, { area, action, kind }, path))) {
    throw permissionDenied(`Access denied. Required scope: ${scope}`);
  }
}
