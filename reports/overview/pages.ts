/** The page over several runs: what one opens first, for people, for GitHub and for a build server. */
import { reportMessages } from '../i18n/index.ts';
import { escapeMarkdown, escapeXml, mapStrings } from '../render/escape.ts';
import { MARKS } from '../render/markdown.ts';
import { pageStyle } from '../render/page-style.ts';
import { htmlTemplate, markdownTemplate } from '../render/templates.ts';
import { coursePicture, courseText } from './sparkline.ts';
import type { OverviewRow, OverviewView } from './view.ts';

export interface OverviewPages {
  readonly 'overview.html': string;
  readonly 'overview.md': string;
  readonly 'junit.xml': string;
}

function markdown(view: OverviewView, linked: boolean): string {
  const { overview } = reportMessages(view.language);
  const text = mapStrings(
    { title: view.title, started: view.started, tally: view.tally, notes: view.notes, words: overview },
    escapeMarkdown,
  );
  const rows = view.rows.map((row) => {
    const { scenario, label, headline, decisive, more, duration } = row;
    return {
      ...mapStrings({ scenario, label, headline, decisive, more, duration }, escapeMarkdown),
      mark: MARKS[row.tone],
      link: linked ? (row.link?.replace(/\.html$/, '.md') ?? null) : null,
      course: row.course === null ? '' : courseText(row.course),
    };
  });
  const page = markdownTemplate('overview')({ ...text, rows, mark: MARKS[view.tone] });
  return `${page.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

const attribute = (name: string, value: string | number) =>
  ` ${name}="${escapeXml(String(value).replace(/\u00A0/g, ' '))}"`;

function caseOf(row: OverviewRow): string {
  const open = `    <testcase${attribute('name', `${row.scenario}: ${row.headline}`)}${attribute('classname', 'overview')} time="0"`;
  if (row.tone === 'pass') return `${open}/>`;
  const kind = row.tone === 'fail' ? 'failure' : 'error';
  const body = `<${kind}${attribute('message', `${row.label}: ${row.headline}`)}${attribute('type', kind)}>${escapeXml(row.decisive)}</${kind}>`;
  return `${open}>\n      ${body}\n    </testcase>`;
}

function junit(view: OverviewView): string {
  const failures = view.rows.filter(({ tone }) => tone === 'fail').length;
  const errors = view.rows.filter(({ tone }) => tone !== 'fail' && tone !== 'pass').length;
  const totals =
    attribute('tests', view.rows.length) +
    attribute('failures', failures) +
    attribute('errors', errors) +
    ' skipped="0"';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attribute('name', view.title)}${totals}>`,
    `  <testsuite${attribute('name', 'overview')}${totals}>`,
    ...view.rows.map(caseOf),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** All forms of the page. Pure. */
export function overviewPages(view: OverviewView): OverviewPages {
  const { overview, report } = reportMessages(view.language);
  return {
    'overview.html': htmlTemplate('overview')({
      style: pageStyle(),
      view,
      words: overview,
      suite: report.suite,
      rows: view.rows.map((row) => ({
        ...row,
        picture: row.course === null ? '' : coursePicture(row.course, overview.course[row.course.column]),
      })),
    }),
    'overview.md': markdown(view, true),
    'junit.xml': junit(view),
  };
}

/** For GitHub's step summary, which can open no file of the runs. */
export function overviewStepSummary(view: OverviewView): string {
  return markdown(view, false);
}
