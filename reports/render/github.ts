import { reportMessages } from '../i18n/index.ts';
import { escapeCommandData, escapeCommandProperty } from './escape.ts';
import type { ReportView } from './view-model.ts';

/** GitHub shows ten annotations of a kind a step and drops the others without a word. */
const MAX_OF_A_KIND = 9;

type Level = 'error' | 'warning' | 'notice';

function command(level: Level, title: string, message: string): string {
  const plain = (text: string) => text.replace(/\u00A0/g, ' ');
  return `::${level} title=${escapeCommandProperty(plain(title))}::${escapeCommandData(plain(message))}`;
}

/** GitHub workflow commands for what is wrong with a run, one a line; what did not pass first. */
export function annotations(view: ReportView): string {
  const { report } = reportMessages(view.language);
  const found: { readonly level: Level; readonly line: string }[] = [];
  const add = (level: Level, title: string, message: string) =>
    found.push({ level, line: command(level, title, message) });
  if (view.discarded) add('error', `${view.scenario}: ${view.believe.label}`, view.answer.text);
  for (const check of view.discarded ? [] : view.believe.problems) {
    const level = check.verdict === 'discarded' ? 'error' : 'warning';
    add(level, `${view.scenario}: ${check.verdictLabel}`, `${check.label}: ${check.detail}`);
  }
  for (const each of view.failures) {
    const parts = [each.summary, each.detail, each.next].filter((part) => part !== null);
    add(
      each.verdict === 'fail' ? 'error' : 'warning',
      `${view.scenario}: ${each.verdictLabel}`,
      `${each.title}: ${parts.join('\n')}`,
    );
  }
  const good = view.answer.verdict === 'pass' && view.believe.verdict === 'valid';
  if (good) add('notice', `${view.scenario}: ${view.answer.label}`, view.answer.text);
  // A run that did not pass is never silent, even where no single check or criterion says why.
  else if (found.length === 0) {
    add('error', `${view.scenario}: ${view.believe.label}, ${view.answer.label}`, view.answer.text);
  }
  const lines: string[] = [];
  for (const level of ['error', 'warning', 'notice'] as const) {
    const ofLevel = found.filter((each) => each.level === level);
    lines.push(...ofLevel.slice(0, MAX_OF_A_KIND).map((each) => each.line));
    const left = ofLevel.length - MAX_OF_A_KIND;
    if (left > 0) lines.push(command(level, view.scenario, report.annotationsLeft(left)));
  }
  return `${lines.join('\n')}\n`;
}
