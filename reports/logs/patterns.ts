/** Patterns for secrets that the recommended rules of secretlint do not know. Pure. */

export interface SecretPattern {
  readonly rule: string;
  readonly pattern: RegExp;
}

/** Each pattern has one group: the secret itself, which is what an excerpt hides. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  { rule: 'jwt', pattern: /\b(eyJ[\w-]{8,}\.eyJ[\w-]{4,}\.[\w-]{16,})/g },
  {
    rule: 'password',
    pattern: /\b(?:pass(?:word|wd|phrase)?|pwd|secret|api[_-]?key)["']?\s*[=:]\s*["']?([^\s"',;&)}\]]{4,})/gi,
  },
  { rule: 'url-credentials', pattern: /\b[a-z][a-z\d+.-]*:\/\/[^\s/:@"']+:([^\s/@"']{3,})@/gi },
  { rule: 'token-in-url', pattern: /[?&](?:token|access_token|api_key|sig)=([\w.~+/-]{8,})/gi },
];

/** What stands where a secret was: a mask, a placeholder, a word that says that there is none. */
const HARMLESS =
  /\*{3,}|^\(?(?:hidden|redacted|masked|null|undefined|none|true|false)\)?$|^\$\{|^<[\w -]+>$|^…/i;

/** The secrets that the patterns find in a line: rule and the secret's place in it. */
export function secretsInLine(line: string): readonly { rule: string; secret: string }[] {
  const found: { rule: string; secret: string }[] = [];
  for (const { rule, pattern } of SECRET_PATTERNS) {
    for (const match of line.matchAll(pattern)) {
      const secret = match[1] ?? '';
      if (secret !== '' && !HARMLESS.test(secret)) found.push({ rule, secret });
    }
  }
  return found;
}
