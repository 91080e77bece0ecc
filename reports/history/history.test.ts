import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOSTILE_TEXTS } from '../testing/hostile.ts';
import { resultFixture } from '../testing/result-fixtures.ts';
import { parseXml } from '../testing/xml.ts';
import { appendHistory, HISTORY_FILE } from './append.ts';
import { historyEntry, historyLine, MAX_LINE_BYTES } from './entry.ts';
import { historyPages } from './pages.ts';
import { readHistory } from './read.ts';
import { historyView } from './view.ts';

let folder = '';
const file = () => join(folder, HISTORY_FILE);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (runId: string, startedAt = '2026-02-01T08:00:00.000Z') =>
  resultFixture('normal', { runId, startedAt });

describe('the file', () => {
  test('a run is a line, in the order in which they began', async () => {
    await appendHistory(folder, run('second', '2026-02-02T08:00:00.000Z'));
    await appendHistory(folder, run('first'));
    const { entries, broken } = await readHistory(folder);
    expect(entries.map(({ runId }) => runId)).toEqual(['first', 'second']);
    expect(entries[0]?.figures).toContainEqual({ id: 'job-p95', unit: 'ms', better: 'lower', value: 233.2 });
    expect(broken).toEqual([]);
  });

  test('a report made again counts once', async () => {
    await appendHistory(folder, run('same'));
    await appendHistory(folder, { ...run('same'), verdict: 'fail' });
    const { entries } = await readHistory(folder);
    expect(entries.map(({ verdict }) => verdict)).toEqual(['fail']);
  });

  test('a last line that was cut off costs that line only', async () => {
    await appendHistory(folder, run('one'));
    await appendHistory(folder, run('two'));
    const whole = await readFile(file(), 'utf8');
    await writeFile(file(), whole.slice(0, -40));
    await appendHistory(folder, run('three'));
    const { entries, broken } = await readHistory(folder);
    expect(entries.map(({ runId }) => runId).sort()).toEqual(['one', 'three']);
    expect(broken).toEqual([2]);
  });

  test('lines of others are reported, not fatal', async () => {
    await appendFile(file(), 'not json\n{"v":2}\n\n[]\n');
    await appendHistory(folder, run('one'));
    const read = await readHistory(folder);
    expect(read.broken).toEqual([1, 2, 4]);
    expect(historyView(read, 'en').broken).toContain('3 lines of the history could not be read');
  });

  test('no history is an empty one', async () => {
    expect(await readHistory(join(folder, 'none'))).toEqual({ entries: [], broken: [] });
  });

  test('many writers at once in one process lose nothing', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => appendHistory(folder, run(`r${index}`))));
    const { entries, broken } = await readHistory(folder);
    expect([entries.length, broken.length]).toEqual([60, 0]);
  });

  test('two processes at once lose nothing', async () => {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const script = `
      import ${JSON.stringify(new URL('../../scenarios/index.ts', import.meta.url).href)};
      import { appendHistory } from ${JSON.stringify(new URL('./append.ts', import.meta.url).href)};
      import { resultFixture } from ${JSON.stringify(new URL('../testing/result-fixtures.ts', import.meta.url).href)};
      for (let index = 0; index < 40; index += 1) {
        await appendHistory(process.argv[1], resultFixture('normal', { runId: process.argv[2] + index }));
      }`;
    const writers = ['a', 'b'].map((name) =>
      spawn(process.execPath, ['--import', tsx, '--input-type=module', '--eval', script, folder, name], {
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]));
    expect(codes).toEqual([0, 0]);
    const { entries, broken } = await readHistory(folder);
    expect([entries.length, broken.length]).toEqual([80, 0]);
  });

  test('a line fits a single write, whatever is in the result', () => {
    const base = resultFixture('normal');
    const criterion = base.criteria[0];
    if (criterion === undefined) throw new Error('the fixture has no criterion');
    const criteria = Array.from({ length: 200 }, (_, index) => ({
      ...criterion,
      id: `${index}-${HOSTILE_TEXTS.long}`,
      title: `\u00FC${index}-${HOSTILE_TEXTS.long}`,
    }));
    const entry = historyEntry({ ...base, criteria, runId: HOSTILE_TEXTS.long });
    expect(historyLine(entry).length).toBeLessThanOrEqual(MAX_LINE_BYTES);
  });
});

describe('the trend page', () => {
  async function pages(language: 'en' | 'es') {
    for (let index = 0; index < 8; index += 1) {
      const base = run(`r${index}`, `2026-02-0${index + 1}T08:00:00.000Z`);
      const settings = { ...base.fingerprint.settings, USERS: index < 4 ? 10 : 20 };
      const target = { ...base.fingerprint.target, version: index < 6 ? '1.0.0' : HOSTILE_TEXTS.script };
      const verdict = index === 7 ? ('fail' as const) : ('pass' as const);
      await appendHistory(folder, {
        ...base,
        verdict,
        fingerprint: { ...base.fingerprint, settings, target },
      });
    }
    return historyPages(historyView(await readHistory(folder), language));
  }

  test('draws no line between runs under other conditions', async () => {
    const { charts } = await pages('en');
    const svg = parseXml(Object.values(charts)[0] ?? '');
    expect(svg.attributes.role).toBe('img');
    const lines = Object.values(charts)[0]?.match(/class="line s0"/g) ?? [];
    // Six figures, each in two pieces.
    expect(lines).toHaveLength(12);
  });

  test('says the same in both forms, and hostile names do nothing', async () => {
    const { 'history.html': html, 'history.md': markdown } = await pages('es');
    for (const page of [html, markdown]) {
      expect(page).toContain('Historial de pruebas');
      expect(page).toContain('8 pruebas');
      expect(page).toContain('NO APROBADO');
    }
    expect(html).not.toContain('<script');
    expect(markdown).not.toContain('<script');
    expect(html).toContain("default-src 'none'");
  });
});
