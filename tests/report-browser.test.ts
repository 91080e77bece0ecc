/** The report as a reader meets it: in a real browser. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderAll } from '../reports/render/index.ts';
import { findBrowser, launchBrowser } from '../reports/testing/browser.ts';
import { poison } from '../reports/testing/hostile.ts';
import { resultFixture } from '../reports/testing/result-fixtures.ts';
import { SCENARIO_NAMES, type ScenarioName } from '../scenarios/index.ts';

const executable = findBrowser();
const reason = executable === null ? ' [skipped: no Chromium found; CHROMIUM_BIN names one]' : '';
if (executable === null && process.env.REQUIRE_CHROMIUM === '1') {
  throw new Error('REQUIRE_CHROMIUM=1, and no Chromium was found');
}

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } } as const;
const fixed = new Set(['kind', 'verdict', 'comparison', 'scenario', 'profile', 'mode', 'startedAt']);

let folder = '';
let browser: Browser | null = null;
const urlOf = (name: string) => pathToFileURL(join(folder, `${name}.html`)).href;

beforeAll(async () => {
  if (executable === null) return;
  folder = await mkdtemp(join(tmpdir(), 'report-browser-'));
  const reports = [
    ...SCENARIO_NAMES.map((name) => [name, renderAll(resultFixture(name), { language: 'es' })] as const),
    [
      'hostile',
      renderAll(
        poison(resultFixture('stress'), (text, key) => fixed.has(key) || text.startsWith('2026-')),
        { language: 'en' },
      ),
    ] as const,
  ];
  for (const [name, files] of reports) {
    await writeFile(join(folder, `${name}.html`), files['report.html']);
    for (const [chart, svg] of Object.entries(files.charts))
      await writeFile(join(folder, `${name}-${chart}`), svg);
  }
  browser = await launchBrowser(executable);
});
afterAll(async () => {
  await browser?.close();
  if (folder !== '') await rm(folder, { recursive: true, force: true });
});

/** Opens a report and collects whatever it says on the console or asks of the network. */
async function open(
  name: string,
  size: keyof typeof SIZES,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<{ page: Page; complaints: string[] }> {
  if (browser === null) throw new Error('there is no browser');
  const page = await browser.newPage({ viewport: SIZES[size], colorScheme });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== urlOf(name)) complaints.push(`request: ${request.url().slice(0, 120)}`);
  });
  await page.goto(urlOf(name));
  return { page, complaints };
}

/** Opens every folded part, as a reader would. */
const unfold = (page: Page) =>
  page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");

/** Texts whose contrast with what is behind them is below 4.5, as WCAG computes it. */
const LOW_CONTRAST = `(() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const part = (value) => { const v = value / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const behind = (element) => {
    for (let each = element; each !== null; each = each.parentElement) {
      const colour = parse(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || (colour[3] ?? 0) > 0) return colour;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!own || element.closest('title, desc, style') !== null || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const front = parse(element instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [luminance(front), luminance(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.push(element.tagName + '.' + element.getAttribute('class') + ' ' + ratio.toFixed(2) + ': ' + element.textContent.slice(0, 40));
  }
  return [...new Set(low)];
})()`;

describe.skipIf(executable === null)(`the report in a browser${reason}`, () => {
  // The four of the load family are one report with other figures.
  const cases = [...SCENARIO_NAMES.filter((name) => name !== 'normal' && name !== 'high'), 'hostile'].map(
    (name) => ({ name }),
  );

  test.each(cases)('$name: silent, no request, and nothing beside the page on a phone', async ({ name }) => {
    for (const size of ['desktop', 'phone'] as const) {
      const { page, complaints } = await open(name, size);
      await unfold(page);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow, size).toBe(0);
      expect(complaints, size).toEqual([]);
      await page.close();
    }
  });

  test.each([
    { name: 'soak', scheme: 'light' },
    { name: 'soak', scheme: 'dark' },
    { name: 'stress', scheme: 'dark' },
    { name: 'api-latency', scheme: 'light' },
    { name: 'api-latency', scheme: 'dark' },
  ] as const)('$name in $scheme: every text has a contrast of 4.5', async ({ name, scheme }) => {
    const { page } = await open(name, 'desktop', scheme);
    await unfold(page);
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      scheme === 'dark' ? 'rgb(14, 18, 24)' : 'rgb(246, 247, 249)',
    );
    await page.close();
  });

  test('the keyboard reaches every folded part, and opens it', async () => {
    const { page } = await open('db-outage', 'desktop');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe('#answer');
    const summaries = await page.locator('summary').count();
    const reached = new Set<number>();
    for (let step = 0; step < summaries * 3 && reached.size < summaries; step += 1) {
      await page.keyboard.press('Tab');
      const index = await page.evaluate(
        "[...document.querySelectorAll('summary')].indexOf(document.activeElement)",
      );
      if (typeof index === 'number' && index >= 0) reached.add(index);
    }
    expect(reached.size).toBe(summaries);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.parentElement.open')).toBe(true);
    await page.close();
  });

  test('a screen reader finds landmarks, headings, names of charts and of tables', async () => {
    const { page } = await open('multitenant', 'desktop');
    await unfold(page);
    expect(await page.locator('main').count()).toBe(1);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.getAttribute('html', 'lang')).toBe('es');
    const charts = page.getByRole('img', { name: 'Latencia de cada cliente' });
    expect(await charts.count()).toBe(1);
    const nameless = await page.evaluate(
      "[...document.querySelectorAll('table')].filter((table) => (table.caption?.textContent ?? '').trim() === '' || table.querySelector('th[scope=col]') === null).length",
    );
    expect(nameless).toBe(0);
    const twice = await page.evaluate(
      "[...document.querySelectorAll('[id]')].map((each) => each.id).filter((id, index, all) => all.indexOf(id) !== index)",
    );
    expect(twice).toEqual([]);
    expect(await page.getByRole('table', { name: 'Criterios' }).count()).toBe(1);
    await page.close();
  });

  test('printed, every folded part is on paper', async () => {
    const { page } = await open('stress', 'desktop');
    await page.emulateMedia({ media: 'print' });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const hidden = await page.evaluate(
      "[...document.querySelectorAll('details table')].filter((table) => !table.checkVisibility()).length",
    );
    expect(hidden).toBe(0);
    await page.close();
  });

  test('charts stand alone as files', async () => {
    if (browser === null) throw new Error('there is no browser');
    const page = await browser.newPage({ colorScheme: 'dark' });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    const name: ScenarioName = 'stress';
    await page.goto(pathToFileURL(join(folder, `${name}-capacity.svg`)).href);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.paper')).fill")).toBe(
      'rgb(21, 26, 34)',
    );
    expect(complaints).toEqual([]);
    await page.close();
  });
});
