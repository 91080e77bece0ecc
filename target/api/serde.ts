import type { z } from 'zod';

/** Mistakes in what was sent, in the words of the Rust libraries that Windmill reads it with. */

/** Why a text is no JSON. */
export function syntaxProblem(text: string): string {
  const missing = missingAtEnd(text);
  const lines = text.split('\n');
  const at = `at line ${lines.length} column ${lines.at(-1)?.length ?? 0}`;
  return missing === undefined ? `expected value ${at}` : `EOF while parsing ${missing} ${at}`;
}

/** What a text that breaks off was in the middle of; undefined: it does not break off, it is wrong. */
function missingAtEnd(text: string): string | undefined {
  const open: string[] = [];
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (quoted) {
      if (char === '\\') i += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') open.push(char);
    else if (char === '}' || char === ']') open.pop();
  }
  if (quoted) return 'a string';
  const last = text.trimEnd().at(-1);
  if (last === undefined || last === ':') return 'a value';
  const innermost = open.at(-1);
  if (innermost === undefined) return undefined;
  return innermost === '{' ? 'an object' : 'a list';
}

/** The first field that is missing or of another type; `issues` is not empty. */
export function fieldProblem(issues: readonly z.core.$ZodIssue[], value: unknown, body: string): string {
  const [issue] = issues;
  if (issue === undefined) return 'invalid value';
  const wrong = issues.find(({ path }) => valueAt(value, path) !== undefined) ?? issue;
  const found = valueAt(value, wrong.path);
  const at = `at line 1 column ${body.length}`;
  const name = wrong.path.join('.');
  if (found === undefined) return `missing field \`${name}\` ${at}`;
  if (wrong.code === 'invalid_type') {
    return `${name}: invalid type: ${described(found)}, expected ${expected(wrong.expected)} ${at}`;
  }
  return `${name}: ${wrong.code === 'invalid_format' ? 'input contains invalid characters' : wrong.message} ${at}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

function described(value: unknown): string {
  if (typeof value === 'string') return `string ${JSON.stringify(value)}`;
  if (typeof value === 'boolean') return `boolean \`${value}\``;
  if (typeof value === 'number')
    return `${Number.isInteger(value) ? 'integer' : 'floating point'} \`${value}\``;
  if (value === null) return 'null';
  return Array.isArray(value) ? 'sequence' : 'map';
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'a boolean',
  number: 'a number',
  array: 'a sequence',
  object: 'a map',
  record: 'a map',
};

const expected = (type: string): string => EXPECTED[type] ?? type;

/** Why a text is no UUID. */
export function uuidProblem(text: string): string {
  const at = text.search(/[^0-9a-f-]/i);
  const reason =
    at === -1 ? `invalid length: found ${text.length}` : `invalid character: found \`${text[at]}\` at ${at}`;
  return `UUID parsing failed: ${reason}`;
}
