import type { Answer, Exchange } from './replay.ts';

export type Aspect = 'status' | 'content type' | 'header' | 'shape' | 'text';

export interface Difference {
  readonly aspect: Aspect;
  readonly recorded: string;
  readonly seen: string;
}

/** Headers that tell clients what they may do; all others are the server's own affair. */
const HEADERS = ['allow', 'access-control-allow-origin', 'access-control-allow-methods'];

/** Where the recorded answer and this one are not alike. Values of JSON objects are data; their types are the shape. */
export function differences(
  recorded: Exchange,
  seen: Answer,
  names: Readonly<Record<string, string>>,
): Difference[] {
  const found: Difference[] = [];
  const demand = (aspect: Aspect, a: string, b: string) => {
    if (a !== b) found.push({ aspect, recorded: a, seen: b });
  };
  demand('status', String(recorded.status), String(seen.status));
  demand('content type', mediaType(recorded.ctype), mediaType(seen.ctype));
  for (const name of HEADERS) {
    demand('header', `${name}: ${recorded.headers[name] ?? ''}`, `${name}: ${seen.headers[name] ?? ''}`);
  }
  const shapes = [shapeOf(recorded.body), shapeOf(seen.body)];
  if (shapes[0] !== undefined && shapes[1] !== undefined) demand('shape', shapes[0], shapes[1]);
  else demand('text', normalised(recorded.body, RECORDED_NAMES), normalised(seen.body, names));
  return found;
}

const mediaType = (ctype: string | null): string => (ctype ?? 'none').split(';')[0] ?? '';

/** What the recorded system called the workspaces and their users. */
const RECORDED_NAMES = { wA: 'client-a', wB: 'client-b' };
const RECORDED_USERS = /\bperf[ab]\b/g;

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** A text without what is another in each run: ids, times, names of the workspaces, positions in a body. */
function normalised(text: string, names: Readonly<Record<string, string>>): string {
  let result = text.trimEnd();
  for (const name of ['wA', 'wB']) result = result.replaceAll(names[name] ?? name, `<${name}>`);
  return result
    .replace(RECORDED_USERS, 'perf')
    .replace(UUID, '<uuid>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)/g, '<time>')
    .replace(/\b[0-9a-f]{16}\b/g, '<hash>')
    .replace(/_[0-9a-f]{8}/g, '_<sfx>')
    .replace(/at line \d+ column \d+/g, 'at <position>')
    .replace(/^[\w-]{20,}$|^<token>$/, '<token>')
    .replace(/\b[\w-]{10}(?=\*{5}"|$)/gm, '<prefix>')
    .replace(/(tag=\w+) worker=\S+ hostname=\S+/g, '$1 worker=<worker> hostname=<host>')
    .replace(/(loaded from local cache: )\S+/g, '$1<path>');
}

/** Types of a JSON object or of the objects of a list, one for each kind of job; undefined: not of that form. */
function shapeOf(body: string): string | undefined {
  const value = parse(body.replace(RECORDED_USERS, 'perf'));
  if (typeof value !== 'object' || value === null) return undefined;
  return JSON.stringify(shape(value));
}

function shape(value: unknown): unknown {
  if (Array.isArray(value)) return listShape(value);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, shape(item)]);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return value === null ? 'null' : typeof value;
}

function listShape(items: readonly unknown[]): unknown {
  const kinds = new Map<string, unknown>();
  for (const item of items) {
    const kind = typeof item === 'object' && item !== null && 'type' in item ? String(item.type) : '';
    if (!kinds.has(kind)) kinds.set(kind, shape(item));
  }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Of a list whose end is missing, the objects that are whole. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    if (!body.startsWith('[{')) return undefined;
  }
  for (let end = body.lastIndexOf('},{'); end > 0; end = body.lastIndexOf('},{', end - 1)) {
    try {
      return JSON.parse(`${body.slice(0, end + 1)}]`);
    } catch {
      // A bracket inside of a value: an earlier one.
    }
  }
  return undefined;
}
