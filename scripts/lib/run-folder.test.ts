import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from './errors.ts';
import { createRunFolder } from './run-folder.ts';

let parent: string;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'perf results '));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('createRunFolder', () => {
  it('names the folder by UTC time and scenario, and never shares one', () => {
    const now = new Date('2026-11-24T02:45:00.900Z');
    const results = join(parent, 'deep', 'results');
    const names = [1, 2, 3].map(() => basename(createRunFolder(results, 'stress', now)));
    expect(names).toEqual([
      '20261124T024500Z-stress',
      '20261124T024500Z-stress-2',
      '20261124T024500Z-stress-3',
    ]);
    expect(readdirSync(results).sort()).toEqual(names);
  });

  it('says which setting is wrong when it cannot write', () => {
    const file = join(parent, 'a-file');
    writeFileSync(file, '');
    for (const results of [file, join(file, 'below')]) {
      expect(() => createRunFolder(results, 'stress')).toThrow(UsageError);
      expect(() => createRunFolder(results, 'stress')).toThrow(
        /^RESULTS_DIR is ".*a-file.*cannot be written/,
      );
    }
  });
});
