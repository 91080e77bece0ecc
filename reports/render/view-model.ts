/**
 * What a report says, in the order in which a reader decides, as plain formatted text. Every output renders this and
 * nothing else, so that no two of them can disagree. Verdicts are taken from the result as they were given.
 */
import type { CriteriaOf } from '../../lib/criteria/types.ts';
import { sharedMessages } from '../../lib/i18n/index.ts';
import type { Language } from '../../lib/i18n/types.ts';
import { evidenceText } from '../../lib/run/console-answer.ts';
import { reportMessages } from '../i18n/index.ts';
import { knownWord } from '../i18n/known-word.ts';
import type { Criterion, CriterionVerdict, Result, ValidityVerdict } from '../result-schema.ts';
import { scenarioReport } from '../scenario-report.ts';
import { cleanText } from './escape.ts';
import { type EvidenceView, evidenceView, type LookUp, lookUp } from './evidence.ts';
import { fingerprintTable } from './fingerprint.ts';
import {
  formatCount,
  formatDuration,
  formatFigure,
  formatLimit,
  formatObserved,
  formatTime,
} from './format.ts';
import { headlineOf } from './headline.ts';
import { type KeyFigures, keyFigures, NO_KEY_FIGURES } from './key-figures.ts';
import type { TableView } from './table.ts';
import { detailTables } from './tables/index.ts';

/** Rows that a reader takes in before deciding; the others are folded away. */
const MAX_DECISION_ROWS = 10;
/** Longer than other texts: where a whole sentence matters. */
const MAX_SENTENCE = 1200;
const MAX_LIST = 60;

export interface CheckView {
  readonly id: string;
  readonly label: string;
  readonly verdict: ValidityVerdict;
  readonly verdictLabel: string;
  readonly detail: string;
}

export interface CriterionView {
  readonly id: string;
  readonly title: string;
  readonly observed: string;
  /** With its sign: `< 2,000 ms`. */
  readonly limit: string;
  readonly n: string;
  readonly interval: string | null;
  readonly verdict: CriterionVerdict;
  readonly verdictLabel: string;
  /** `proven`, `not proven, needs n ≥ 299`, `exact`; null without a verdict. */
  readonly evidence: string | null;
  /** `observed, limit …, n = …` in one piece. */
  readonly summary: string;
  readonly detail: string | null;
  readonly next: string | null;
  /** How to look up a failure that tells of it. */
  readonly lookUp: LookUp | null;
}

export interface ReportView {
  readonly language: Language;
  readonly scenario: string;
  readonly purpose: string;
  readonly profile: string;
  /** A discarded run has no verdict, no figures to decide from and no advice but what to do before the next. */
  readonly discarded: boolean;
  readonly runId: string;
  readonly started: string;
  readonly duration: string;
  readonly documentTitle: string;
  readonly believe: {
    readonly verdict: ValidityVerdict;
    readonly label: string;
    readonly sentence: string;
    readonly tally: string;
    /** The checks that did not hold: the reasons. */
    readonly problems: readonly CheckView[];
    readonly checks: readonly CheckView[];
  };
  readonly answer: {
    readonly verdict: CriterionVerdict;
    readonly label: string;
    /** The whole answer. */
    readonly text: string;
    /** Its first clause, and the others. */
    readonly headline: string;
    readonly points: readonly string[];
    readonly tally: string;
    /** Set where the run may not be believed, whatever its criteria say. */
    readonly caution: string | null;
  };
  readonly decision: readonly CriterionView[];
  readonly moreCriteria: readonly CriterionView[];
  readonly failures: readonly CriterionView[];
  /** The figures that a reader asks for first. */
  readonly figures: KeyFigures;
  readonly notEstablished: readonly string[];
  /** Single failures; null where there were none. */
  readonly evidence: EvidenceView | null;
  readonly tables: readonly TableView[];
  readonly fingerprint: TableView;
}

const optionalText = (text: string | undefined, max?: number): string | null => {
  const clean = cleanText(text ?? '', max);
  return clean === '' ? null : clean;
};

/** An interval with an end that the data leaves open says so; one without ends is none. */
function intervalText({ interval, unit }: Criterion, language: Language): string | null {
  const [low = null, high = null] = interval ?? [];
  if (low === null && high === null) return null;
  return reportMessages(language).report.intervalOf(
    low === null ? '−∞' : formatFigure(low, unit, language),
    high === null ? '∞' : formatFigure(high, unit, language),
  );
}

function evidenceOf({ evidence, needs, rankError }: Criterion, language: Language): string | null {
  if (evidence === undefined) return null;
  const text = evidenceText({ evidence, needs: needs ?? null }, sharedMessages(language), (value) =>
    formatCount(value, language),
  );
  if (rankError === undefined) return text;
  return `${text}; ${reportMessages(language).report.inRank(formatFigure(rankError, 'share', language))}`;
}

function criterionView(
  criterion: Criterion,
  criteria: CriteriaOf,
  result: Result,
  language: Language,
): CriterionView {
  const { report, verdict } = reportMessages(language);
  const words = knownWord(criteria, criterion.id)?.words[language];
  const { unit, limit } = criterion;
  const seen = formatObserved(criterion.observed, limit, unit, language);
  const observed = criterion.beyond === true ? `> ${seen}` : seen;
  const limitText = formatLimit(criterion.comparison, limit, unit, language, criterion.observed);
  const n = formatCount(criterion.n, language);
  const interval = intervalText(criterion, language);
  const passed = criterion.verdict === 'pass';
  const evidence = evidenceOf(criterion, language);
  return {
    id: cleanText(criterion.id, 80),
    title: cleanText(words?.title ?? criterion.title, 160),
    observed,
    limit: limitText,
    n,
    interval,
    verdict: criterion.verdict,
    verdictLabel: verdict[criterion.verdict],
    evidence,
    summary: report.observedAgainst(observed, limitText, n),
    detail: optionalText(criterion.detail),
    next: passed ? null : optionalText(criterion.next ?? words?.next, MAX_SENTENCE),
    lookUp: criterion.verdict === 'fail' ? lookUp(result, criterion.id, language) : null,
  };
}

const URGENCY: Readonly<Record<CriterionVerdict, number>> = { fail: 0, inconclusive: 1, pass: 2 };

/** What failed comes first, and of that what is grave. */
function byUrgency(criteria: CriteriaOf) {
  const urgencyOf = ({ id, verdict }: CriterionView) =>
    URGENCY[verdict] - (verdict === 'fail' && knownWord(criteria, id)?.grave === true ? 1 : 0);
  return (a: CriterionView, b: CriterionView) => urgencyOf(a) - urgencyOf(b);
}

function believeView(result: Result, language: Language): ReportView['believe'] {
  const { report, validity } = reportMessages(language);
  const labels: Readonly<Record<string, string>> = sharedMessages(language).validityChecks;
  const checks = result.validity.checks.map((check) => ({
    id: cleanText(check.id, 80),
    label: cleanText(knownWord(labels, check.id) ?? check.id, 160),
    verdict: check.verdict,
    verdictLabel: validity[check.verdict],
    detail: cleanText(check.detail),
  }));
  const problems = checks.filter((check) => check.verdict !== 'valid');
  return {
    verdict: result.validity.verdict,
    label: validity[result.validity.verdict],
    sentence: report.believe.sentence[result.validity.verdict],
    tally:
      checks.length === 0
        ? report.believe.noChecks
        : report.believe.passed(checks.length - problems.length, checks.length),
    problems: problems.sort((a, b) => a.verdict.localeCompare(b.verdict)),
    checks,
  };
}

/**
 * The view of a result in a language.
 * @param targetUrl where links to jobs lead; null: nowhere.
 */
export function reportView(result: Result, language: Language, targetUrl: string | null = null): ReportView {
  const { report, verdict } = reportMessages(language);
  const { spec } = scenarioReport(result.scenario);
  const urgency = byUrgency(spec.criteria);
  const discarded = result.validity.verdict === 'discarded';
  const criteria = discarded
    ? []
    : result.criteria.map((criterion) => criterionView(criterion, spec.criteria, result, language));
  const failures = criteria.filter((criterion) => criterion.verdict !== 'pass').sort(urgency);
  const missed = failures.filter((criterion) => criterion.verdict === 'fail').length;
  // What decides comes first, but a short list stays in the order in which the scenario declares it.
  const ranked = criteria.length > MAX_DECISION_ROWS ? [...criteria].sort(urgency) : criteria;
  const believe = believeView(result, language);
  return {
    language,
    scenario: result.scenario,
    purpose: spec.question[language],
    profile: report.profile[result.profile],
    discarded,
    runId: cleanText(result.runId, 120),
    started: formatTime(result.startedAt),
    duration: formatDuration(result.durationSeconds, language),
    documentTitle: report.documentTitle(result.scenario, cleanText(result.runId, 120)),
    believe,
    answer: {
      verdict: result.verdict,
      label: discarded ? believe.label : verdict[result.verdict],
      text: cleanText(result.answer, MAX_SENTENCE),
      ...headlineOf(cleanText(result.answer, MAX_SENTENCE)),
      tally: discarded ? '' : report.missed(missed, failures.length - missed, criteria.length),
      caution: believe.verdict === 'valid' || discarded ? null : `${believe.label}: ${report.notToBeUsed}`,
    },
    decision: ranked.slice(0, MAX_DECISION_ROWS),
    moreCriteria: ranked.slice(MAX_DECISION_ROWS),
    failures,
    figures: discarded ? NO_KEY_FIGURES : keyFigures(result, language),
    notEstablished: (discarded ? [] : result.notEstablished)
      .slice(0, MAX_LIST)
      .map((text) => cleanText(text, MAX_SENTENCE)),
    evidence: discarded ? null : evidenceView(result, language, targetUrl),
    tables: discarded ? [] : detailTables(result, language),
    fingerprint: fingerprintTable(result, language),
  };
}
