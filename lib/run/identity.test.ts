import { expect, test } from 'vitest';
import { hashOfScript } from './identity.ts';

test('the hash of a script is that of what it does, not of when it was deployed', () => {
  const script = { language: 'bun', content: 'export async function main() {}' };
  const deployed = hashOfScript({ ...script, hash: 'a1' });
  expect(deployed).toMatch(/^[0-9a-f]{16}$/);
  expect(hashOfScript({ ...script, hash: 'b2' })).toBe(deployed);
  expect(hashOfScript({ ...script, content: 'export async function main() { }' })).not.toBe(deployed);
  expect(hashOfScript({ ...script, language: 'deno' })).not.toBe(deployed);
});

test('without content Windmill’s own hash stands in', () => {
  expect(hashOfScript({ hash: 'a1' })).toBe('a1');
  expect(hashOfScript([])).toBeNull();
});
