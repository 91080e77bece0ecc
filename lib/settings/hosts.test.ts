import { describe, expect, test } from 'vitest';
import { baseUrl, isAllowedHost, isLoopback, parseHttpUrl } from './hosts.ts';

describe('parseHttpUrl', () => {
  test('takes an URL apart', () => {
    expect(parseHttpUrl('HTTP://LocalHost:8000/x')).toEqual({
      protocol: 'http',
      host: 'localhost',
      port: 8000,
      path: '/x',
    });
    expect(parseHttpUrl('https://[::1]')).toMatchObject({ host: '[::1]', port: 443 });
  });

  test.each([
    'http://127.0.0.1@evil.example',
    'http://user:pass@127.0.0.1',
    'http://127.0.0.1\\@evil.example',
    'http:127.0.0.1',
    'ftp://127.0.0.1',
    'http://127.0.0.1:99999',
    'http://127.0.0.1:0',
    'http://127.0.0.1 evil.example',
    'http://evil.example#127.0.0.1',
    'http://evil.example?127.0.0.1',
    'http://127.0.0.1%2eevil.example',
    '//127.0.0.1',
    '',
  ])('refuses %s', (url) => {
    expect(parseHttpUrl(url)).toBeNull();
  });
});

test('loopback is what is written as loopback, nothing that resembles it', () => {
  expect(['127.0.0.1', '127.1.2.3', 'localhost', '[::1]'].map(isLoopback)).toEqual([true, true, true, true]);
  expect(
    ['127.0.0.1.evil.example', '128.0.0.1', '127.0.0.999', '0.0.0.0', 'localhost.evil.example'].map(
      isLoopback,
    ),
  ).toEqual([false, false, false, false, false]);
});

test('a remote host is allowed by its own name only', () => {
  const target = { protocol: 'https', host: 'wm.example.com', port: 443 } as const;
  expect(isAllowedHost(target, [])).toBe(false);
  expect(isAllowedHost(target, ['WM.EXAMPLE.COM'])).toBe(true);
  expect(isAllowedHost({ ...target, host: 'wm.example.com.evil' }, ['wm.example.com'])).toBe(false);
});

test('a base URL loses a trailing slash and /api', () => {
  expect(baseUrl('http://127.0.0.1:8000/api/')).toEqual({ ok: true, value: 'http://127.0.0.1:8000' });
  expect(baseUrl('http://127.0.0.1:8000/?a=1').ok).toBe(false);
});
