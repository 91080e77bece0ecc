import { badRequest } from './reply.ts';
import { type ApiRequest, workspaceOf } from './request.ts';
import { findVariable, reveal } from './variables.ts';

const MAX_DEPTH = 10;

/** Replaces every string `$var:path` by that variable and every `$res:path` by that resource, at any depth. */
export async function interpolate(request: ApiRequest, value: unknown, depth = 0): Promise<unknown> {
  if (depth > MAX_DEPTH) throw badRequest('resource is nested too deeply');
  if (typeof value === 'string') return interpolateText(request, value, depth);
  if (Array.isArray(value)) return Promise.all(value.map((item) => interpolate(request, item, depth + 1)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([key, item]): Promise<[string, unknown]> => {
    return [key, await interpolate(request, item, depth + 1)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function interpolateText(request: ApiRequest, value: string, depth: number): Promise<unknown> {
  if (value.startsWith('$var:')) {
    return reveal(request, await findVariable(request, value.slice('$var:'.length)));
  }
  if (value.startsWith('$res:')) {
    const path = value.slice('$res:'.length);
    const { rows } = await request.services.pool.query<{ value: unknown }>(
      'SELECT value FROM resource WHERE workspace_id = $1 AND path = $2',
      [workspaceOf(request), path],
    );
    return interpolate(request, rows[0]?.value ?? null, depth + 1);
  }
  return value;
}
