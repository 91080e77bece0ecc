/** What an error answer must not tell: stack traces, SQL, paths of the server, versions. Pure. */

const PATTERNS: readonly (readonly [string, RegExp])[] = [
  ['a stack trace', /\n\s*at \S+.*:\d+:\d+|panicked at|Traceback \(most recent call last\)|stack backtrace:/],
  [
    'SQL',
    // In capitals, as programs write it, or with a parameter: "select a script from the list" is none.
    /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^;]{1,300}\b(FROM|VALUES|SET|WHERE|RETURNING)\b|\b(?:select|insert into|update|delete from)\b[^;]{1,300}=\s*(?:\$\d|')/,
  ],
  [
    'an error text of the database',
    /syntax error at or near|violates \w+ \w*\s?constraint|relation "[^"]+" does not exist/i,
  ],
  ['a path of the server', /(^|[\s"'(=])\/(usr|home|var|opt|root|srv|etc|app)\/[\w.-]+/],
  ['a module path', /node_modules[\\/]/],
  ['a version', /\b(postgres(ql)?|node(\.js)?|deno|bun|python|rustc)[ /]v?\d+\.\d+/i],
];

/** Headers that name a product with its version. */
const TELLING_HEADERS = ['server', 'x-powered-by'];

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
