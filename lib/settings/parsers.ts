/** Parsers of single settings. Each returns the value or a sentence on what it may be; none throws. */
import { flowName } from '../windmill/runnable.ts';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly expected: string };
export type Parser<T> = (raw: string) => Parsed<T>;

const ok = <T>(value: T): Parsed<T> => ({ ok: true, value });
const no = (expected: string): { readonly ok: false; readonly expected: string } => ({ ok: false, expected });

export const text: Parser<string> = (raw) => ok(raw);

export function oneOf<const T extends string>(values: readonly T[]): Parser<T> {
  return (raw) => {
    const found = values.find((value) => value === raw);
    return found === undefined ? no(`one of ${values.join(', ')}`) : ok(found);
  };
}

/** A plain decimal number within [min, max]. Exponents, blanks and trailing units are refused. */
export function number(min: number, max: number, unit = ''): Parser<number> {
  const expected = `a number from ${min} to ${max}${unit === '' ? '' : ` (${unit})`}`;
  return (raw) => {
    if (!/^-?(\d+\.?\d*|\.\d+)$/.test(raw)) return no(expected);
    const value = Number(raw);
    return value >= min && value <= max ? ok(value) : no(expected);
  };
}

/** A whole number within [min, max]. */
export function integer(min: number, max: number): Parser<number> {
  const expected = `a whole number from ${min} to ${max}`;
  return (raw) => {
    if (!/^-?\d+$/.test(raw)) return no(expected);
    const value = Number(raw);
    return value >= min && value <= max ? ok(value) : no(expected);
  };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** A duration such as `90`, `90s`, `5m` or `1h30m`, in seconds, within [min, max] seconds. */
export function duration(min: number, max: number): Parser<number> {
  const expected = `a duration such as 90s, 5m or 1h30m, from ${min}s to ${max}s`;
  return (raw) => {
    if (/^\d+(\.\d+)?$/.test(raw)) {
      const seconds = Number(raw);
      return seconds >= min && seconds <= max ? ok(seconds) : no(expected);
    }
    if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(raw)) return no(expected);
    let seconds = 0;
    for (const [, amount, unit] of raw.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
      seconds += Number(amount) * (UNIT_SECONDS[unit ?? ''] ?? Number.NaN);
    }
    return seconds >= min && seconds <= max ? ok(seconds) : no(expected);
  };
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A think time in seconds: `0`, `2`, `1-3` or `0.5-1.5`. */
export const thinkTime: Parser<Range> = (raw) => {
  const match = /^(\d+(?:\.\d+)?)s?(?:-(\d+(?:\.\d+)?)s?)?$/.exec(raw);
  const expected = 'seconds from 0 to 3600, such as 0, 2 or 1-3';
  if (match === null) return no(expected);
  const min = Number(match[1]);
  const max = match[2] === undefined ? min : Number(match[2]);
  return min <= max && max <= 3600 ? ok({ min, max }) : no(expected);
};

/** A JSON object (no array, no null). */
export const jsonObject: Parser<Readonly<Record<string, unknown>>> = (raw) => {
  try {
    const value: unknown = JSON.parse(raw);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return ok(value as Readonly<Record<string, unknown>>);
    }
  } catch {
    // Falls through to the one message: what it may be matters, not how it failed to parse.
  }
  return no('a JSON object such as {"ms":100}');
};

export const flag: Parser<boolean> = (raw) => {
  if (/^(1|true|yes)$/i.test(raw)) return ok(true);
  if (/^(0|false|no)$/i.test(raw)) return ok(false);
  return no('1 or 0');
};

/** A comma-separated list, blanks trimmed, empty entries dropped. */
export const list: Parser<readonly string[]> = (raw) =>
  ok(
    raw
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );

/** A Windmill path such as `f/perf/echo`, or `u/user/script`; a leading slash is the usual slip and is named. */
export const windmillPath: Parser<string> = (raw) =>
  /^[fu](\/[\w-][\w.-]*){2,}$/.test(raw)
    ? ok(raw)
    : no('a Windmill path such as f/perf/echo (no leading slash, no /jobs/run/…)');

/** What a user runs, as `lib/windmill/runnable.ts` names it. */
export const runnable: Parser<string> = (raw) => {
  const [, kind = '', path = ''] = /^(script|flow):(.*)$/.exec(raw) ?? [];
  if (!windmillPath(path).ok) return no('script:PATH or flow:PATH, such as flow:f/perf/inbound_flow');
  return ok(kind === 'flow' ? flowName(path) : path);
};

/** A workspace id. */
export const workspaceId: Parser<string> = (raw) =>
  /^[\w-]{1,63}$/.test(raw) ? ok(raw) : no('a workspace id: letters, digits, - and _');

export interface Tenant {
  readonly workspace: string;
  readonly token: string;
}

/** `[{"workspace":"…","token":"…"}]`; the values are never repeated in the message. */
export const tenants: Parser<readonly Tenant[]> = (raw) => {
  const expected =
    'a JSON list such as [{"workspace":"client-a","token":"…"}] (or the path of a file with it)';
  try {
    const value: unknown = JSON.parse(raw);
    if (!Array.isArray(value) || value.length === 0) return no(expected);
    const found: Tenant[] = [];
    for (const entry of value as readonly unknown[]) {
      if (typeof entry !== 'object' || entry === null) return no(expected);
      const { workspace, token } = entry as Readonly<Record<string, unknown>>;
      if (typeof workspace !== 'string' || typeof token !== 'string' || token === '') return no(expected);
      if (!workspaceId(workspace).ok) return no(`${expected}; workspace ids have letters, digits, - and _`);
      found.push({ workspace, token });
    }
    const names = new Set(found.map((tenant) => tenant.workspace));
    return names.size === found.length ? ok(found) : no(`${expected}, each workspace once`);
  } catch {
    return no(expected);
  }
};

/** Name of a proxy of Toxiproxy. */
export const proxyName: Parser<string> = (raw) =>
  /^[\w.-]{1,100}$/.test(raw) ? ok(raw) : no('the name of a proxy: letters, digits, _, . and -');

/** Kubernetes labels, `app=postgres,tier=db`. */
export const labels: Parser<Readonly<Record<string, string>>> = (raw) => {
  const pairs = raw.split(',').map((pair) => /^\s*([\w./-]+)=([\w.-]+)\s*$/.exec(pair));
  if (pairs.some((pair) => pair === null)) return no('labels such as app=postgres,tier=db');
  return ok(Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? ''])));
};
