import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LineTee } from './line-tee.ts';
import { createMask, maskFiles } from './masking.ts';

const SECRET = 'tok/en+"1"';

describe('createMask', () => {
  it('hides a secret as it is, in an URL and in JSON', () => {
    const text = `${SECRET} ${encodeURIComponent(SECRET)} ${JSON.stringify({ token: SECRET })}`;
    expect(createMask([SECRET])(text)).toBe('*** *** {"token":"***"}');
  });

  it('hides all of a secret that contains another one', () => {
    expect(createMask(['abc', 'abcdef'])('abcdef abc')).toBe('*** ***');
  });
});

describe('LineTee', () => {
  it('hides a secret that arrives in two chunks', () => {
    let seen = '';
    const tee = new LineTee(createMask(['secret']), [(line) => (seen += line)]);
    for (const chunk of ['a sec', 'ret\nb', ' secr', 'et']) tee.write(Buffer.from(chunk));
    tee.end();
    expect(seen).toBe('a ***\nb ***\n');
  });
});

describe('maskFiles', () => {
  it('rewrites the files of a run that hold a secret', () => {
    const folder = mkdtempSync(join(tmpdir(), 'perf mask '));
    writeFileSync(join(folder, 'events.log'), 'msg="secret"\n');
    writeFileSync(join(folder, 'summary.json'), '{}');
    maskFiles(folder, createMask(['secret']));
    expect(readFileSync(join(folder, 'events.log'), 'utf8')).toBe('msg="***"\n');
    rmSync(folder, { recursive: true });
  });
});
