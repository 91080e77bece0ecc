/** From the files of a run to its one typed result. */
import { overall } from '../../lib/criteria/types.ts';
import { sharedMessages } from '../../lib/i18n/index.ts';
import type { Language } from '../../lib/i18n/types.ts';
import { isValidityCheck } from '../../lib/validity.ts';
import { settingsFromSummary } from '../read/settings.ts';
import { formatCount, formatObserved } from '../render/format.ts';
import { dashboardWithSeen, withSeen } from '../resources/into-run.ts';
import { machineSentences, withMachines } from '../resources/result.ts';
import type { Criterion, Details, Result } from '../result-schema.ts';
import type { RunFiles } from '../run-folder.ts';
import { scenarioReport } from '../scenario-report.ts';
import { coresOf, dashboardWithinCores, metricsWithinCores } from './cpu.ts';
import { criteriaOf } from './criteria.ts';
import { evidenceFrom } from './evidence.ts';
import { fingerprintOf } from './fingerprint.ts';
import { analysisMessages } from './messages/index.ts';
import { metricReader } from './metrics.ts';
import { commonlyNotEstablished } from './not-established.ts';
import { loadSecondsOf } from './phases.ts';
import { resourcesOf } from './resources.ts';
import { routesOf } from './routes.ts';
import type { AnalysisContext, JudgedRun, ScenarioFindings } from './scenario-analysis.ts';
import { seriesOf, thinSeries } from './series.ts';
import { trafficOf } from './traffic.ts';
import { validityOf } from './validity/index.ts';

function contextOf(files: RunFiles, language: Language): AnalysisContext {
  const { summary } = files;
  const cores = coresOf(files);
  const { spec, analysis } = scenarioReport(summary.scenario);
  const stretches = analysis.stretches?.(summary) ?? [];
  return {
    spec,
    files,
    summary,
    settings: settingsFromSummary(summary.settings, spec.settings),
    metrics: metricReader(metricsWithinCores(withSeen(summary, files.resources, stretches), cores)),
    series: seriesOf(
      dashboardWithinCores(dashboardWithSeen(files.dashboard, summary, files.resources), cores),
      summary,
    ),
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

/** What a discarded run says: why it is one, once, and what to do. */
function discardedAnswer({ common }: AnalysisContext['words'], { checks }: Result['validity']): string {
  const reasons = checks.filter((check) => check.verdict === 'discarded');
  const remedies = reasons.flatMap(({ id }) => (isValidityCheck(id) ? [common.remedies[id]] : []));
  return common.discarded(
    reasons.map(({ detail }) => detail),
    [...new Set(remedies)],
  );
}

/** What was missed that nothing else makes up for. */
function graveMisses({ spec }: AnalysisContext, { criteria }: JudgedRun): readonly Criterion[] {
  return criteria.filter(({ id, verdict }) => verdict === 'fail' && spec.criteria[id]?.grave === true);
}

function graveAnswer({ words, language }: AnalysisContext, misses: readonly Criterion[]): string {
  const { common } = words;
  const rows = misses.map(({ title, observed, limit, unit, n }) =>
    common.graveRow(title, formatObserved(observed, limit, unit, language), formatCount(n, language)),
  );
  return common.grave(rows.join('; '));
}

function answerOf(
  context: AnalysisContext,
  validity: Result['validity'],
  run: JudgedRun,
  findings: ScenarioFindings,
): string {
  const { common } = context.words;
  if (validity.verdict === 'discarded') return discardedAnswer(context.words, validity);
  const grave = graveMisses(context, run);
  if (grave.length > 0) return findings.graveAnswer?.(run) ?? graveAnswer(context, grave);
  const answer = [
    findings.answer(run),
    ...(run.resources === null ? [] : machineSentences(run.resources, context.language)),
    ...unproven(context, run),
  ].join(' ');
  // A miss needs no caveat: what is unknown could only have hidden more of it.
  if (validity.verdict === 'valid' || run.verdict === 'fail') return answer;
  const titles = sharedMessages(context.language).validityChecks;
  const open = validity.checks.filter((check) => check.verdict === 'unknown');
  const names = open.map(({ id }) => (isValidityCheck(id) ? titles[id] : id));
  return common.unknownValidity(common.list(names), answer);
}

/** A discarded run has no verdicts: its figures stay, since they may show why it is one. */
function withoutVerdict({
  evidence: _evidence,
  needs: _needs,
  next: _next,
  ...criterion
}: Criterion): Criterion {
  return { ...criterion, verdict: 'inconclusive' };
}

function detailsOf({ details, marks = [] }: ScenarioFindings, context: AnalysisContext): Details {
  if (context.series === null) return details;
  const all = [...context.series.marks, ...marks].sort((a, b) => a.t - b.t);
  return { ...details, series: thinSeries({ ...context.series, marks: all }) };
}

function resourcesFrom(
  common: Result['resources'],
  { perStep, resources }: ScenarioFindings,
  cores: number | null,
): Result['resources'] {
  if (common === null) return null;
  return {
    ...common,
    ...(cores === null ? {} : { cores }),
    ...resources,
    ...(perStep === undefined ? {} : { perStep }),
  };
}

function mergeTraffic(
  traffic: Result['traffic'],
  findings: ScenarioFindings,
  routes: ReturnType<typeof routesOf>,
): Result['traffic'] {
  const told = routes.length === 0 ? {} : { routes: [...routes] };
  return { ...traffic, ...told, ...findings.traffic, jobs: { ...traffic.jobs, ...findings.jobs } };
}

/**
 * Analyses one run. Pure: the same files and language give the same result. Throws a `ReportError` where the suite has
 * no analysis for the run's scenario.
 */
export function analyse(files: RunFiles, language: Language): Result {
  const { summary } = files;
  const { analysis } = scenarioReport(summary.scenario);
  const context = contextOf(files, language);
  const { metrics, words } = context;
  const { phases } = summary.plan;
  const findings = analysis.analyse(context);
  const generators = (files.parts ?? []).map((part) => contextOf(part, language));
  const validity = validityOf(context, findings, generators);
  const judged = criteriaOf(context, findings);
  const criteria = validity.verdict === 'discarded' ? judged.map(withoutVerdict) : judged;
  const verdict = verdictOf(validity.verdict, overall(criteria.map((criterion) => criterion.verdict)));
  // A plan without phases has its figures from all of the run.
  const parts = findings.figuresOf === 'run' ? [] : phases;
  const resources = withMachines(
    resourcesFrom(
      resourcesOf(metrics, parts, context.loadSeconds, words.common.monitorSource),
      findings,
      coresOf(files),
    ),
    files,
    language,
    findings.memoryTrends,
  );
  const routes = routesOf(summary.k6.metrics, metrics, context.loadSeconds);
  const traffic = mergeTraffic(trafficOf(metrics, parts, context.loadSeconds), findings, routes);
  const evidence = evidenceFrom(files.events, Date.parse(summary.startedAt), metrics);
  const run: JudgedRun = { verdict, criteria, traffic, resources };
  return {
    schemaVersion: 1,
    runId: summary.runId,
    suiteVersion: summary.suiteVersion,
    scenario: summary.scenario,
    profile: summary.profile,
    startedAt: summary.startedAt,
    durationSeconds: context.loadSeconds,
    ...(summary.generators === undefined ? {} : { generators: summary.generators.parts.length }),
    validity,
    verdict,
    answer: answerOf(context, validity, run, findings),
    criteria,
    traffic,
    resources,
    details: detailsOf(findings, context),
    ...(evidence.length === 0 ? {} : { evidence: [...evidence] }),
    notEstablished: [...findings.notEstablished, ...commonlyNotEstablished(context, run, findings)],
    fingerprint: fingerprintOf(files, context.spec),
  };
}
