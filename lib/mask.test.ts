import { describe, expect, it } from 'vitest';
import { createMask, maskValue } from './mask.ts';

const mask = (text: string, secrets: readonly string[]) => createMask(secrets)(text);

const TOKEN = 'wm_s3cr3t/+"quoted" & more';

describe('mask', () => {
  it.each([
    ['plain', `Authorization: Bearer ${TOKEN}`],
    ['URL-encoded', `GET /x?token=${encodeURIComponent(TOKEN)}`],
    ['URL-encoded in lower case', `t=${encodeURIComponent(TOKEN).replace(/%../g, (x) => x.toLowerCase())}`],
    ['form-encoded', `token=${encodeURIComponent(TOKEN).replaceAll('%20', '+')}`],
    ['JSON', JSON.stringify({ token: TOKEN })],
    ['JSON in a log line', `msg=${JSON.stringify(JSON.stringify({ token: TOKEN }))}`],
    ['HTML', `<td>${TOKEN.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}</td>`],
  ])('hides a token that is %s', (_name, text) => {
    const masked = mask(text, [TOKEN]);
    expect(masked).toContain('***');
    expect(masked).not.toContain('s3cr3t');
  });

  it('hides every occurrence of every secret, and a secret inside of another one whole', () => {
    expect(mask('abcdefgh-2 and abcdefgh twice abcdefgh', ['abcdefgh', 'abcdefgh-2'])).toBe(
      '*** and *** twice ***',
    );
  });

  it('takes characters that mean something in patterns or replacements literally', () => {
    expect(mask('x (a+b)*[c]$& y', ['(a+b)*[c]$&'])).toBe('x *** y');
  });

  it('hides a short secret only where it stands alone, so that the text around it survives', () => {
    expect(mask('token abc, path /abc/d, alphabet abcdef, tab', ['abc', 'ab'])).toBe(
      'token ***, path /***/d, alphabet abcdef, tab',
    );
  });

  it('leaves text without secrets as it is; blank secrets hide nothing', () => {
    expect(mask('nothing here', ['', '  ', 'absent-secret'])).toBe('nothing here');
  });

  it('survives a secret that has no URL form', () => {
    expect(mask('a\ud800bcdefgh z', ['a\ud800bcdefgh'])).toBe('*** z');
  });

  it('is quick on large texts', () => {
    const hide = createMask(Array.from({ length: 50 }, (_, index) => `token-number-${index}-of-fifty`));
    const started = performance.now();
    hide('x'.repeat(10_000_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('maskValue', () => {
  it('hides secrets in strings and keys and never breaks the JSON', () => {
    const hide = createMask(['12345678', '7']);
    const value = { n: 12345678, seven: 7, text: 'is 12345678', list: ['7', null, true], '12345678': 1 };
    expect(maskValue(value, hide)).toEqual({
      n: 12345678,
      seven: 7,
      text: 'is ***',
      list: ['***', null, true],
      '***': 1,
    });
  });
});
