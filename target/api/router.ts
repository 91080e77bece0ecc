import type { Reply } from './reply.ts';
import type { ApiRequest } from './request.ts';

/**
 * Who may call a route. `none`: anyone. `optional`: anyone, and a token that is not valid here counts as none.
 * `global`: any valid token. `workspace`: a token valid for the workspace `:w` in the path.
 */
export type Access = 'none' | 'optional' | 'global' | 'workspace';

export interface Route {
  readonly method: string;
  /** Segments after `/api`; `:name` matches one segment and a final `*name` the rest, slashes included. */
  readonly pattern: string;
  readonly access: Access;
  /** What a scoped token must hold, such as `jobs:run`; derived from the method and the area when absent. */
  readonly scope?: string;
  readonly handle: (request: ApiRequest) => Promise<Reply> | Reply;
}

interface Node {
  readonly literals: Map<string, Node>;
  single: { name: string; node: Node } | undefined;
  rest: Map<string, { name: string; route: Route }>;
  routes: Map<string, Route>;
}

const createNode = (): Node => ({
  literals: new Map(),
  single: undefined,
  rest: new Map(),
  routes: new Map(),
});

export interface Match {
  readonly route: Route;
  readonly params: Record<string, string>;
}

const METHODS = ['GET', 'POST', 'DELETE'] as const;

/** Tree of path segments: a literal wins over `:name`, which wins over `*name`. */
export class Router {
  readonly #root = createNode();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add(route);
  }

  #add(route: Route): void {
    let node = this.#root;
    for (const segment of route.pattern.split('/').filter((part) => part !== '')) {
      if (segment.startsWith('*')) {
        node.rest.set(route.method, { name: segment.slice(1), route });
        return;
      }
      if (segment.startsWith(':')) {
        node.single ??= { name: segment.slice(1), node: createNode() };
        node = node.single.node;
        continue;
      }
      let next = node.literals.get(segment);
      if (next === undefined) {
        next = createNode();
        node.literals.set(segment, next);
      }
      node = next;
    }
    node.routes.set(route.method, route);
  }

  /** `segments` are still percent-encoded: an encoded slash stays inside its segment. */
  match(method: string, segments: readonly string[]): Match | undefined {
    return find(this.#root, method, segments, 0);
  }

  /** The methods that there are for a path; none: it is no route. */
  methods(segments: readonly string[]): string[] {
    return METHODS.filter((method) => this.match(method, segments) !== undefined);
  }
}

function find(node: Node, method: string, segments: readonly string[], index: number): Match | undefined {
  const segment = segments[index];
  if (segment === undefined) {
    const route = node.routes.get(method);
    return route && { route, params: {} };
  }
  const literal = node.literals.get(segment);
  const exact = literal && find(literal, method, segments, index + 1);
  if (exact) return exact;
  if (node.single !== undefined && segment !== '') {
    const found = find(node.single.node, method, segments, index + 1);
    if (found) {
      found.params[node.single.name] = decode(segment);
      return found;
    }
  }
  const rest = node.rest.get(method);
  if (rest === undefined) return undefined;
  return { route: rest.route, params: { [rest.name]: decode(segments.slice(index).join('/')) } };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
