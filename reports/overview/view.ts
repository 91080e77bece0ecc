/** Several runs on a page, a row each, as plain formatted text. */
import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import { cleanText } from '../render/escape.ts';
import { formatTime } from '../render/format.ts';
import { headlineOf } from '../render/headline.ts';
import { type CriterionView, reportView } from '../render/view-model.ts';
import type { Result } from '../result-schema.ts';
import { type Course, courseOf } from './sparkline.ts';

/** One run, or what became of it instead. */
export interface OverviewRun {
  readonly scenario: string;
  /** Null: it could not be carried out. */
  readonly result: Result | null;
  /** From the page to the run's folder, with `/`; null where nothing was kept. */
  readonly folder: string | null;
  /** Whether it counts as passed: a run that broke never does, whatever its result says. */
  readonly passed: boolean;
}

export interface OverviewRow {
  readonly scenario: string;
  readonly tone: 'pass' | 'fail' | 'inconclusive' | 'discarded';
  readonly label: string;
  readonly headline: string;
  /** The criterion that decides: what did not pass, or the first. */
  readonly decisive: string;
  readonly more: string | null;
  readonly course: Course | null;
  readonly duration: string;
  readonly link: string | null;
}

export interface OverviewView {
  readonly language: Language;
  readonly title: string;
  readonly started: string;
  readonly tally: string;
  /** Whether all of what was planned passed. */
  readonly tone: 'pass' | 'fail' | 'inconclusive';
  readonly rows: readonly OverviewRow[];
  /** Said of the runs together. */
  readonly notes: readonly string[];
}

const decisiveText = ({ title, observed, limit }: CriterionView) => `${title}: ${observed} (${limit})`;

function rowOf({ scenario, result, folder, passed }: OverviewRun, language: Language): OverviewRow {
  const { overview } = reportMessages(language);
  const link = folder === null ? null : `${folder.split('/').map(encodeURIComponent).join('/')}/report.html`;
  if (result === null) {
    return {
      scenario: cleanText(scenario, 60),
      tone: 'inconclusive',
      label: overview.couldNotRun,
      headline: overview.noResult,
      decisive: '',
      more: null,
      course: null,
      duration: '–',
      link: null,
    };
  }
  const view = reportView(result, language);
  const criteria = [...view.decision, ...view.moreCriteria];
  // What was measured says more than a count of what must never happen and did not.
  const measured = result.criteria.find(({ comparison, n }) => comparison !== '=' && n > 0)?.id;
  const decisive = view.failures[0] ?? criteria.find(({ id }) => id === measured) ?? criteria[0];
  const others = view.failures.length - 1;
  const verdict = view.answer.verdict === 'pass' && !passed ? 'inconclusive' : view.answer.verdict;
  return {
    scenario: view.scenario,
    tone: view.discarded ? 'discarded' : verdict,
    label: verdict === view.answer.verdict ? view.answer.label : overview.couldNotRun,
    headline: headlineOf(view.answer.text).headline,
    decisive: decisive === undefined ? '' : decisiveText(decisive),
    more: others > 0 ? overview.moreCriteria(others) : null,
    course: view.discarded ? null : courseOf(result),
    duration: view.duration,
    link,
  };
}

/**
 * @param planned runs that were meant to be made; those that are missing were not begun.
 * @param notes lines on the runs together, plain text.
 */
export function overviewView(
  runs: readonly OverviewRun[],
  { planned, notes, language }: { planned: number; notes: readonly string[]; language: Language },
): OverviewView {
  const { overview } = reportMessages(language);
  const passed = runs.filter((run) => run.passed).length;
  const failed = runs.some(
    ({ result }) => result?.verdict === 'fail' && result.validity.verdict !== 'discarded',
  );
  const first = runs.flatMap(({ result }) => result?.startedAt ?? []).sort()[0] ?? null;
  return {
    language,
    title: overview.title,
    started: formatTime(first),
    tally: overview.tally(passed, planned, planned - runs.length),
    tone: failed ? 'fail' : passed === planned ? 'pass' : 'inconclusive',
    rows: runs.map((run) => rowOf(run, language)),
    notes: notes.map((note) => cleanText(note, 400)),
  };
}
