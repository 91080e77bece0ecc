/** From the files of a run to its one typed result. */
import { overall } from '../../lib/criteria/types.ts';
import { sharedMessages } from '../../lib/i18n/index.ts';
import type { Language } from '../../lib/i18n/types.ts';
import { ReportError } from '../errors.ts';
import { settingsFromSummary } from '../read/settings.ts';
import { formatCount } from '../render/format.ts';
import type { Details, Result } from '../result-schema.ts';
import type { RunFiles } from '../run-folder.ts';
import { criteriaOf } from './criteria.ts';
import { fingerprintOf } from './fingerprint.ts';
import { analysisMessages } from './messages/index.ts';
import { metricReader } from './metrics.ts';
import { commonlyNotEstablished } from './not-established.ts';
import { loadSecondsOf } from './phases.ts';
import { ANALYSES } from './registry.ts';
import { resourcesOf } from './resources.ts';
import type { AnalysisContext, JudgedRun, ScenarioFindings } from './scenario-analysis.ts';
import { seriesOf, thinSeries } from './series.ts';
import { trafficOf } from './traffic.ts';
import { validityOf } from './validity/index.ts';

function contextOf(files: RunFiles, language: Language): AnalysisContext {
  const { summary } = files;
  return {
    files,
    summary,
    settings: settingsFromSummary(summary.settings),
    metrics: metricReader(summary.k6.metrics),
    series: seriesOf(files.dashboard, summary),
    loadSeconds: loadSecondsOf(summary),
    language,
    words: analysisMessages(language),
  };
}

/**
 * The verdict of a run. One that is discarded has none, whatever its criteria; one of unknown validity can fail but not
 * pass.
 */
export function verdictOf(
  validity: Result['validity']['verdict'],
  criteria: Result['verdict'],
): Result['verdict'] {
  if (validity === 'discarded') return 'inconclusive';
  if (validity === 'unknown' && criteria === 'pass') return 'inconclusive';
  return criteria;
}

/** What decided the run and is not proven: all that passed, or what failed where none of it is sure. */
function unproven({ words, language }: AnalysisContext, { verdict, criteria }: JudgedRun): string[] {
  if (verdict === 'inconclusive') return [];
  const deciding = criteria.filter((criterion) => criterion.verdict === verdict);
  const open = deciding.filter(({ evidence }) => evidence === 'not-proven');
  if (open.length === 0 || (verdict === 'fail' && open.length < deciding.length)) return [];
  const { common } = words;
  const named = open.map(({ title, needs }) =>
    common.criterionNeeds(title, needs === undefined ? null : formatCount(needs, language)),
  );
  return [common.answerNotProven(common.list(named))];
}

function answerOf(
  context: AnalysisContext,
  validity: Result['validity'],
  run: JudgedRun,
  findings: ScenarioFindings,
): string {
  const { common } = context.words;
  const titles = sharedMessages(context.language).validityChecks;
  const open = validity.checks.filter((check) => check.verdict === 'unknown');
  if (validity.verdict === 'discarded') {
    const reasons = validity.checks.filter((check) => check.verdict === 'discarded');
    return common.discarded(reasons.map(({ detail }) => detail));
  }
  const answer = [findings.answer(run), ...unproven(context, run)].join(' ');
  // A miss needs no caveat: what is unknown could only have hidden more of it.
  if (validity.verdict === 'valid' || run.verdict === 'fail') return answer;
  const names = open.map(({ id }) => (Object.hasOwn(titles, id) ? titles[id as keyof typeof titles] : id));
  return common.unknownValidity(common.list(names), answer);
}

function detailsOf({ details, marks = [] }: ScenarioFindings, context: AnalysisContext): Details {
  if (context.series === null) return details;
  const all = [...context.series.marks, ...marks].sort((a, b) => a.t - b.t);
  return { ...details, series: thinSeries({ ...context.series, marks: all }) };
}

function mergeTraffic(traffic: Result['traffic'], findings: ScenarioFindings): Result['traffic'] {
  return { ...traffic, ...findings.traffic, jobs: { ...traffic.jobs, ...findings.jobs } };
}

/**
 * Analyses one run. Pure: the same files and language give the same result. Throws a `ReportError` where the suite has
 * no analysis for the run's scenario.
 */
export function analyse(files: RunFiles, language: Language): Result {
  const { summary } = files;
  const analysis = ANALYSES[summary.scenario];
  if (analysis === undefined)
    throw new ReportError(`there is no analysis for the scenario ${summary.scenario}`);
  const context = contextOf(files, language);
  const { metrics, words } = context;
  const { phases } = summary.plan;
  const findings = analysis.analyse(context);
  const validity = validityOf(context, findings);
  const criteria = criteriaOf(context, findings);
  const verdict = verdictOf(validity.verdict, overall(criteria.map((criterion) => criterion.verdict)));
  const common = resourcesOf(metrics, phases, words.common.monitorSource);
  const resources =
    common === null || findings.perStep === undefined ? common : { ...common, perStep: findings.perStep };
  const traffic = mergeTraffic(trafficOf(metrics, phases, context.loadSeconds), findings);
  const run: JudgedRun = { verdict, criteria, traffic, resources };
  return {
    schemaVersion: 1,
    runId: summary.runId,
    suiteVersion: summary.suiteVersion,
    scenario: summary.scenario,
    profile: summary.profile,
    startedAt: summary.startedAt,
    durationSeconds: context.loadSeconds,
    validity,
    verdict,
    answer: answerOf(context, validity, run, findings),
    criteria,
    traffic,
    resources,
    details: detailsOf(findings, context),
    notEstablished: [...findings.notEstablished, ...commonlyNotEstablished(context, run)],
    fingerprint: fingerprintOf(files),
  };
}
