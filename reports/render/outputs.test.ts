/** One result through every output: none may say something else than the result. */
import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../lib/i18n/types.ts';
import { SCENARIO_NAMES } from '../../scenarios/index.ts';
import { reportMessages } from '../i18n/index.ts';
import type { Result } from '../result-schema.ts';
import { HOSTILE_TEXTS, poison } from '../testing/hostile.ts';
import { resultFixture } from '../testing/result-fixtures.ts';
import { allNamed, parseXml } from '../testing/xml.ts';
import { headlineOf } from './headline.ts';
import { renderAll, renderAnnotations, renderConsole, renderStepSummary } from './index.ts';
import { reportView } from './view-model.ts';

/** Controls but the line feed, and what turns or hides text. */
const CONTROLS = /[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u;

const flat = (text: string) =>
  text
    .replace(/[\s\u00A0]+/g, ' ')
    .replace(/\u2212/g, '-')
    .trim();
const textOf = (html: string) =>
  flat(
    html
      .replace(/<(style|svg)[\s\S]*?<\/\1>/g, ' ')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
      .replace(/&#x([0-9a-f]+);/gi, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&'),
  );

/** Cells of the rows that name a criterion, as text. */
function htmlRow(html: string, title: string): string {
  const rows = html.match(/<tr[\s>][\s\S]*?<\/tr>/g) ?? [];
  return rows.map(textOf).find((row) => row.startsWith(title)) ?? '';
}

async function outputsOf(result: Result, language: Language) {
  const files = renderAll(result, { language });
  const summary = renderStepSummary(result, { language });
  return {
    files,
    html: files['report.html'],
    markdown: await marked.parse(files['report.md'], { gfm: true }),
    summary: await marked.parse(summary, { gfm: true }),
    console: renderConsole(result, { language, colour: false }),
    junit: parseXml(files['junit.xml']),
    annotations: renderAnnotations(result, { language }),
  };
}

const everyRun = SCENARIO_NAMES.flatMap((scenario) => LANGUAGES.map((language) => ({ scenario, language })));

describe.each(everyRun)('$scenario in $language', ({ scenario, language }) => {
  test('verdict, answer and every criterion are the same everywhere', async () => {
    const result = resultFixture(scenario);
    const view = reportView(result, language);
    const words = reportMessages(language);
    const out = await outputsOf(result, language);
    const suite = allNamed(out.junit, 'testsuite')[0];

    for (const page of [out.html, out.markdown, out.summary].map(textOf).concat(flat(out.console))) {
      expect(page).toContain(words.validity[result.validity.verdict]);
      expect(page).toContain(words.verdict[result.verdict]);
      const { headline, points } = headlineOf(flat(result.answer));
      for (const clause of [headline, ...points]) expect(page).toContain(clause);
    }
    const properties = Object.fromEntries(
      allNamed(out.junit, 'property').map(({ attributes }) => [attributes.name, attributes.value]),
    );
    expect(properties).toMatchObject({ verdict: result.verdict, validity: result.validity.verdict });
    expect(suite?.attributes.name).toBe(scenario);

    const criteria = [...view.decision, ...view.moreCriteria];
    expect(criteria).toHaveLength(result.criteria.length);
    for (const [index, criterion] of criteria.entries()) {
      expect(criterion.verdict).toBe(result.criteria[index]?.verdict);
      const sure = criterion.evidence ?? '–';
      const parts = [criterion.observed, criterion.limit, criterion.n, criterion.verdictLabel, sure].map(
        flat,
      );
      const title = flat(criterion.title);
      for (const row of [
        htmlRow(out.html, title),
        htmlRow(out.markdown, title),
        htmlRow(out.summary, title),
        out.console
          .split('\n')
          .map(flat)
          .find((line) => line.startsWith(title)) ?? '',
      ]) {
        for (const part of parts) expect(row).toContain(part);
      }
      const found = allNamed(out.junit, 'testcase').find(({ attributes }) =>
        attributes.name?.startsWith(title),
      );
      const named = [...parts.slice(0, 3), ...(criterion.evidence === null ? [] : [flat(sure)])];
      for (const part of named) expect(flat(found?.attributes.name ?? '')).toContain(part);
      const outcome = { pass: undefined, fail: 'failure', inconclusive: 'skipped' }[criterion.verdict];
      expect(found?.children[0]?.name).toBe(outcome);
      if (criterion.verdict !== 'pass') {
        expect(out.annotations).toContain(criterion.verdict === 'fail' ? '::error ' : '::warning ');
        expect(flat(out.annotations)).toContain(`${title}: ${flat(criterion.summary)}`);
      }
    }
  });

  test('its charts are well-formed, named and small', () => {
    const { charts } = renderAll(resultFixture(scenario), { language });
    for (const [name, svg] of Object.entries(charts)) {
      const root = parseXml(svg);
      expect(name).toMatch(/^[a-z-]+\.svg$/);
      expect(root.attributes).toMatchObject({ role: 'img', xmlns: 'http://www.w3.org/2000/svg' });
      expect(allNamed(root, 'title')[0]?.text).not.toBe('');
      expect(allNamed(root, 'desc')[0]?.text).not.toBe('');
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(svg.length).toBeLessThan(40_000);
    }
  });
});

test('counts of JUnit add up, and a run that is not believed is no pass', () => {
  const result = resultFixture('api-latency');
  const root = parseXml(renderAll(result, { language: 'en' })['junit.xml']);
  const suite = allNamed(root, 'testsuite')[0]?.attributes;
  const count = (name: string) => String(allNamed(root, name).length);
  expect(suite).toMatchObject({
    tests: count('testcase'),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  });
  expect(count('skipped')).toBe('1');
  expect(count('error')).toBe('1');
});

describe('a discarded run', () => {
  const answer = 'K6 used 97 % of the CPU. Close what else works on this machine; then run again.';
  const { headline, points } = headlineOf(answer);
  const result = resultFixture('soak', {
    verdict: 'inconclusive',
    answer,
    validity: {
      verdict: 'discarded',
      checks: [
        { id: 'samples-present', verdict: 'valid', detail: 'many' },
        { id: 'generator-not-busy', verdict: 'discarded', detail: 'k6 used 97 % of the CPU' },
      ],
    },
  });

  test.each(LANGUAGES)(
    'has one word, the reason once and what to do, and no verdict, in %s',
    async (language) => {
      const out = await outputsOf(result, language);
      const { verdict, validity } = reportMessages(language);
      for (const page of [out.html, out.markdown, out.summary]) {
        const shown = textOf(page.replace(/<details[\s\S]*?<\/details>/g, ' '));
        expect(shown).toContain(validity.discarded);
        for (const clause of [headline, ...points]) expect(shown.split(clause)).toHaveLength(2);
        expect(shown.match(/97 %/g)).toHaveLength(1);
        for (const word of Object.values(verdict)) expect(shown).not.toContain(word);
        for (const { title } of result.criteria) expect(textOf(page)).not.toContain(title);
      }
      expect(flat(out.console).match(/97 %/g)).toHaveLength(1);
      for (const word of Object.values(verdict)) expect(out.console).not.toContain(word);
      expect(out.annotations.trim().split('\n')).toHaveLength(1);
      expect(out.annotations).toContain(
        `::error title=soak%3A ${validity.discarded}::${answer.replaceAll('%', '%25')}`,
      );
      expect(Object.keys(out.files.charts)).toEqual([]);
    },
  );

  test('is an error in JUnit, with no case for a criterion', async () => {
    const { junit } = await outputsOf(result, 'en');
    expect(allNamed(junit, 'testcase')).toHaveLength(3);
    expect(allNamed(junit, 'error')).toHaveLength(2);
    expect(allNamed(junit, 'failure')).toHaveLength(0);
  });
});

test('what is grave comes before what else failed', () => {
  const [wrong, latency] = ['wrong-results', 'latency-p95'].map((id) =>
    resultFixture('normal').criteria.find((criterion) => criterion.id === id),
  );
  if (wrong === undefined || latency === undefined) throw new Error('the fixture lacks a criterion');
  const criteria = [latency, wrong].map((each) => ({ ...each, verdict: 'fail' as const }));
  const { failures } = reportView(resultFixture('normal', { criteria }), 'en');
  expect(failures.map(({ id }) => id)).toEqual(['wrong-results', 'latency-p95']);
});

test('no more than ten decision rows, what failed first', () => {
  const base = resultFixture('normal').criteria[0];
  if (base === undefined) throw new Error('the fixture has no criterion');
  const criteria = Array.from({ length: 14 }, (_, index) => ({
    ...base,
    id: `c${index}`,
    title: `criterion ${index}`,
    verdict: index === 13 ? ('fail' as const) : ('pass' as const),
  }));
  const view = reportView(resultFixture('normal', { criteria }), 'en');
  expect(view.decision).toHaveLength(10);
  expect(view.decision[0]?.id).toBe('c13');
  expect(view.moreCriteria).toHaveLength(4);
});

test('colours only on request', () => {
  const result = resultFixture('soak');
  expect(renderConsole(result, { language: 'en', colour: false })).not.toContain('\u001B');
  expect(renderConsole(result, { language: 'en', colour: true })).toContain('\u001B[1;31mFAIL');
});

describe.each(SCENARIO_NAMES)('hostile text in a result of %s', (scenario) => {
  const fixed = new Set(['kind', 'verdict', 'comparison', 'scenario', 'profile', 'mode', 'startedAt']);
  const hostile = poison(resultFixture(scenario), (text, key) => fixed.has(key) || text.startsWith('2026-'));

  test('HTML: no element, attribute or address of theirs', () => {
    const html = renderAll(hostile, { language: 'en' })['report.html'];
    const body = html.slice(html.indexOf('<body>'));
    expect(body).not.toMatch(/<(script|img|b|br|details open)[\s>/]/i);
    expect(body).not.toMatch(/<[^>]*\son\w+=/i);
    expect(body).not.toMatch(/<[^>]+(href|src)=(?!"#)/i);
    expect(body).not.toMatch(CONTROLS);
    expect(html.length).toBeLessThan(1_000_000);
  });

  test('Markdown: only what the template wrote', async () => {
    const { 'report.md': markdown } = renderAll(hostile, { language: 'en' });
    const html = await marked.parse(markdown, { gfm: true });
    expect(html).not.toMatch(
      /<(?!\/?(h[1-3]|p|ul|li|strong|details|summary|table|thead|tbody|tr|t[hd]|img|br)\b)/,
    );
    expect(html).not.toMatch(/<img(?! src="charts\/[a-z-]+\.svg")/);
    expect(html).not.toMatch(/<a\s/);
  });

  test('XML, terminal and workflow commands', () => {
    const { 'junit.xml': junit, charts } = renderAll(hostile, { language: 'en' });
    expect(() => parseXml(junit)).not.toThrow();
    for (const svg of Object.values(charts)) {
      expect(() => parseXml(svg)).not.toThrow();
      expect(svg).not.toMatch(/<(script|image|a|foreignObject)[\s>]/);
    }
    const terminal = renderConsole(hostile, { language: 'en', colour: false });
    expect(terminal).not.toMatch(CONTROLS);
    for (const line of renderAnnotations(hostile, { language: 'en' }).trimEnd().split('\n')) {
      expect(line).toMatch(/^::(error|warning|notice) title=[^:,]*::/);
    }
  });

  test('a megabyte in a field is cut in all of them', () => {
    const files = renderAll(hostile, { language: 'en' });
    expect(HOSTILE_TEXTS.long.length).toBeGreaterThanOrEqual(1_000_000);
    expect(files['report.md'].length).toBeLessThan(400_000);
    expect(files['junit.xml'].length).toBeLessThan(100_000);
    expect(renderStepSummary(hostile, { language: 'en' }).length).toBeLessThan(1_000_000);
  });
});
