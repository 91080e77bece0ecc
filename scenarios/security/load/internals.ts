/** What an error answer must not tell: stack traces, source lines, SQL, texts of the database, paths, versions. Pure. */
import { isRecord } from '../../../lib/windmill/http.ts';

const PATTERNS: readonly (readonly [string, RegExp])[] = [
  [
    'a stack trace',
    /(?:\n|\\n)\s*at \S+.*:\d+:\d+|panicked at|Traceback \(most recent call last\)|stack backtrace:/,
  ],
  // `(lib.rs:1571)`, `@scripts.rs:1395:5`: which program it is, which version, and where to look.
  ['a source line', /[\w-]\.(?:rs|[cm]?[jt]sx?|py|go|java|kt|rb|php|cc?|cpp|cs):\d+(?::\d+)?\b/],
  [
    'SQL',
    // In capitals, as programs write it, or with a parameter: "select a script from the list" is none.
    /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^;]{1,300}\b(FROM|VALUES|SET|WHERE|RETURNING)\b|\b(?:select|insert into|update|delete from)\b[^;]{1,300}=\s*(?:\$\d|')/,
  ],
  [
    'an error text of the database',
    /\bSqlErr\b|error returned from database|syntax error at or near|violates \w+ \w*\s?constraint|violates row-level security|(?:relation|column) "[^"]+"[^.]{0,60} does not exist|value too long for type|invalid input syntax for type/i,
  ],
  ['a path of the server', /(^|[\s"'(=])\/(usr|home|var|opt|root|srv|etc|app)\/[\w.-]+/],
  ['a module path', /node_modules[\\/]/],
  ['a version', /\b(postgres(ql)?|node(\.js)?|deno|bun|python|rustc)[ /]v?\d+\.\d+/i],
];

/** Headers that name a product with its version. */
const TELLING_HEADERS = ['server', 'x-powered-by'];

/**
 * The answer of a job that failed, without the stack of its script: whoever may run a script may see where it threw, and
 * nothing of the server is in it. Any other answer as it is.
 */
export function withoutStackOfJob(body: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return body;
  }
  if (!isRecord(parsed) || !isRecord(parsed.error)) return body;
  const { stack: _stack, ...error } = parsed.error;
  return JSON.stringify({ ...parsed, error });
}

/** What an error answer gives away, in words; empty for a clean one. */
export function internalsIn(body: string, headers: Readonly<Record<string, string>> = {}): readonly string[] {
  const found = PATTERNS.filter(([, pattern]) => pattern.test(body)).map(([what]) => what);
  for (const [name, value] of Object.entries(headers)) {
    if (TELLING_HEADERS.includes(name.toLowerCase()) && /\d+\.\d+/.test(value)) {
      found.push(`a version in the header ${name}`);
    }
  }
  return found;
}
