import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMask } from '../../lib/mask.ts';
import { LineTee } from './line-tee.ts';
import { maskFiles } from './masking.ts';

const SECRET = 'secret-token';

describe('LineTee', () => {
  it('hides a secret that arrives in two chunks', () => {
    let seen = '';
    const tee = new LineTee(createMask([SECRET]), [(line) => (seen += line)]);
    for (const chunk of ['a secret-', 'token\nb', ' secret-tok', 'en']) tee.write(Buffer.from(chunk));
    tee.end();
    expect(seen).toBe('a ***\nb ***\n');
  });
});

describe('maskFiles', () => {
  it('rewrites the files of a run that hold a secret', () => {
    const folder = mkdtempSync(join(tmpdir(), 'perf mask '));
    writeFileSync(join(folder, 'events.log'), 'msg="secret-token"\n');
    writeFileSync(join(folder, 'summary.json'), '{}');
    maskFiles(folder, createMask([SECRET]));
    expect(readFileSync(join(folder, 'events.log'), 'utf8')).toBe('msg="***"\n');
    rmSync(folder, { recursive: true });
  });
});
