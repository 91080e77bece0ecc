import { reportMessages } from '../i18n/index.ts';
import type { Result } from '../result-schema.ts';
import { escapeXml } from './escape.ts';
import type { ReportView } from './view-model.ts';

type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failure' | 'error' | 'skipped'; readonly message: string; readonly body: string };

interface TestCase {
  readonly name: string;
  readonly group: string;
  readonly outcome: Outcome;
}

const plain = (text: string): string => text.replace(/\u00A0/g, ' ');
const attribute = (name: string, value: string | number): string =>
  ` ${name}="${escapeXml(plain(String(value)))}"`;

function checkCases(view: ReportView, group: string): readonly TestCase[] {
  return view.believe.checks.map((check) => {
    const message = `${check.verdictLabel}: ${check.detail}`;
    const outcome: Outcome =
      check.verdict === 'valid'
        ? { kind: 'passed' }
        : { kind: check.verdict === 'discarded' ? 'error' : 'skipped', message, body: '' };
    return { name: check.label, group, outcome };
  });
}

function criterionCases(view: ReportView, group: string): readonly TestCase[] {
  return [...view.decision, ...view.moreCriteria].map((each) => {
    const outcome: Outcome =
      each.verdict === 'pass'
        ? { kind: 'passed' }
        : {
            kind: each.verdict === 'fail' ? 'failure' : 'skipped',
            message: each.summary,
            body: [each.detail, each.next].filter((part) => part !== null).join('\n'),
          };
    const facts = [each.observed, each.limit, `n = ${each.n}`, each.evidence].filter((fact) => fact !== null);
    return { name: `${each.title} (${facts.join(', ')})`, group, outcome };
  });
}

/**
 * The run as one more case: a reader that counts skipped cases as good must still not take an undecided or discarded
 * run for a passed one.
 */
function runCase(view: ReportView, group: string): TestCase {
  const words = view.discarded ? view.believe.label : `${view.believe.label} · ${view.answer.label}`;
  const message = `${words}: ${view.answer.text}`;
  const good = view.answer.verdict === 'pass' && view.believe.verdict === 'valid';
  const failed = view.answer.verdict === 'fail' && view.believe.verdict !== 'discarded';
  return {
    name: view.answer.text,
    group,
    outcome: good ? { kind: 'passed' } : { kind: failed ? 'failure' : 'error', message, body: '' },
  };
}

function caseXml({ name, group, outcome }: TestCase): string {
  const open = `    <testcase${attribute('name', name)}${attribute('classname', group)} time="0"`;
  if (outcome.kind === 'passed') return `${open}/>`;
  const inner = `<${outcome.kind}${attribute('message', outcome.message)}`;
  const type = outcome.kind === 'skipped' ? '' : attribute('type', outcome.kind);
  const body =
    outcome.body === ''
      ? `${inner}${type}/>`
      : `${inner}${type}>${escapeXml(plain(outcome.body))}</${outcome.kind}>`;
  return `${open}>\n      ${body}\n    </testcase>`;
}

/** `junit.xml` of a run: a suite for the scenario, a case for each check, each criterion and the run as a whole. */
export function junitReport(view: ReportView, result: Result): string {
  const { junit } = reportMessages(view.language).report;
  const group = (part: string) => `${view.scenario}.${part}`;
  const cases = [
    ...checkCases(view, group(junit.validity)),
    ...criterionCases(view, group(junit.criteria)),
    runCase(view, group(junit.run)),
  ];
  const count = (kind: Outcome['kind']) => cases.filter((each) => each.outcome.kind === kind).length;
  const totals =
    attribute('tests', cases.length) +
    attribute('failures', count('failure')) +
    attribute('errors', count('error')) +
    attribute('skipped', count('skipped')) +
    attribute('time', result.durationSeconds.toFixed(3));
  const time = new Date(result.startedAt);
  const timestamp = Number.isNaN(time.getTime())
    ? ''
    : attribute('timestamp', time.toISOString().slice(0, 19));
  const properties = [
    ['runId', view.runId],
    ['profile', result.profile],
    ['validity', result.validity.verdict],
    ['verdict', result.verdict],
  ].map(
    ([name = '', value = '']) => `      <property${attribute('name', name)}${attribute('value', value)}/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attribute('name', reportMessages(view.language).report.suite)}${totals}>`,
    `  <testsuite${attribute('name', view.scenario)}${totals}${timestamp}>`,
    '    <properties>',
    ...properties,
    '    </properties>',
    ...cases.map(caseXml),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}
