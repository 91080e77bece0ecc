/** Texts that a target, a tenant or a network could send, each meant to become something else in some output. */
export const HOSTILE_TEXTS = {
  script: '<script>alert(1)</script><img src=x onerror=alert(2)>',
  entity: '&lt;b&gt; &amp; "quoted" \'single\' ]]> <!-- -->',
  attribute: '" onmouseover="alert(3)" x="',
  table: 'a | b || c \\| d \\',
  markdown: '**bold** _em_ `code` ~~gone~~ [link](javascript:alert(4)) ![i](http://evil.example/x.png)',
  autolink: 'see https://evil.example/?q=1 or www.evil.example or mail@evil.example or @team #12',
  formula: '$\\color{red}{x}$ $$y$$',
  terminal:
    '\u001B[31mred\u001B[0m \u001B]8;;http://evil.example\u0007link\u001B]8;;\u0007 \u009B2J\u0007\b\u001Bc',
  command: 'ok\n::error title=fake::fake\r\n::set-env name=A::b %0A::warning::x',
  bidirectional: 'safe\u202Egnp.exe\u2066\u2069\u200F\u200B\uFEFF',
  surrogate: 'lone \uD800 and \uDFFF and \uFFFF',
  lines: '# heading\n\n- item\n\n```\ncode\n```\n\n    indented\n<details>',
  template: '{{constructor}} {{{raw}}} {{#each this}} <%= y %>',
  prototype: '__proto__',
  spaces: '\u00A0 \t \u2028 \u2029',
  long: `${'A'.repeat(600_000)}<b>${'é'.repeat(400_000)}`,
} as const;

/** Puts hostile text into every free text of plain data; `keep` says which strings have a fixed form. */
export function poison<T>(value: T, keep: (text: string, key: string) => boolean): T;
export function poison(value: unknown, keep: (text: string, key: string) => boolean): unknown {
  const texts = Object.values(HOSTILE_TEXTS);
  let next = 0;
  const walk = (part: unknown, key: string): unknown => {
    if (typeof part === 'string') {
      if (keep(part, key)) return part;
      next += 1;
      return texts[next % texts.length];
    }
    if (Array.isArray(part)) return part.map((item: unknown) => walk(item, key));
    if (part !== null && typeof part === 'object') {
      return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, walk(item, name)]));
    }
    return part;
  };
  return walk(value, '');
}
