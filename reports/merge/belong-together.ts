/** Whether summaries are the parts of one run, each once, and else why not: a sentence for each reason. Pure. */
import { segmentText } from '../../lib/generators/segment.ts';
import type { RunSummary, SettingValue } from '../../lib/summary-types.ts';
import { scenarioReport } from '../scenario-report.ts';
import { withoutGrid } from './metrics.ts';

export interface NamedSummary {
  /** Where it was read, for messages. */
  readonly path: string;
  readonly summary: RunSummary;
}

/** Generators that began further apart did not carry one load. */
export const MAX_APART_SECONDS = 60;

const MAX_NAMED = 5;

function scenarioProblem(first: NamedSummary, one: NamedSummary): string | null {
  const [a, b] = [first.summary, one.summary];
  if (a.scenario !== b.scenario) {
    return `${one.path} is a run of ${b.scenario}, ${first.path} one of ${a.scenario}: only parts of one run can be merged`;
  }
  if (a.profile !== b.profile) {
    return `${one.path} has the profile ${b.profile}, ${first.path} ${a.profile}: only parts of one run can be merged`;
  }
  const version = ({ suiteVersion, revision }: RunSummary) => `${suiteVersion} (${revision})`;
  if (version(a) !== version(b)) {
    return `${one.path} was made by version ${version(b)} of the suite, ${first.path} by ${version(a)}: use one on all machines`;
  }
  return null;
}

const text = (value: SettingValue | undefined) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Settings that differ, by name; the plan follows from them, and from the version. */
function settingsProblem(first: NamedSummary, one: NamedSummary): string | null {
  const [a, b] = [first.summary.settings, one.summary.settings];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (name) => text(a[name]) !== text(b[name]),
  );
  if (names.length === 0) return null;
  const shown = names.slice(0, MAX_NAMED).map((name) => `${name} ${text(b[name])} and ${text(a[name])}`);
  return `${one.path} and ${first.path} ran with different settings: ${shown.join(', ')}`;
}

function targetProblem(first: NamedSummary, one: NamedSummary): string | null {
  const [a, b] = [first.summary.target.atStart, one.summary.target.atStart];
  for (const field of ['version', 'scriptHash'] as const) {
    const [x, y] = [a?.[field] ?? null, b?.[field] ?? null];
    if (x !== null && y !== null && x !== y) {
      return `${one.path} and ${first.path} measured different targets: ${field} ${y} and ${x}`;
    }
  }
  return null;
}

function timeProblem(first: NamedSummary, one: NamedSummary): string | null {
  const apart = Math.abs(Date.parse(first.summary.startedAt) - Date.parse(one.summary.startedAt)) / 1000;
  return apart > MAX_APART_SECONDS
    ? `${one.path} began ${Math.round(apart)} s from ${first.path}: they did not carry one load together`
    : null;
}

function shareProblem(first: NamedSummary, one: NamedSummary): string | null {
  const { segment, generators } = one.summary;
  if (generators !== undefined) return `${one.path} is merged already: give the parts that it was made of`;
  if (segment === undefined) {
    return (
      `${one.path} is the whole of a load and not a share of it: ` +
      'several generators are started with GENERATORS=N, or one by one with SEGMENT=1/N … N/N'
    );
  }
  const of = first.summary.segment?.of ?? segment.of;
  return segment.of === of
    ? null
    : `${one.path} is share ${segmentText(segment)}, ${first.path} one of ${of}: the load was cut in two ways`;
}

function gridProblem({ path, summary }: NamedSummary): string | null {
  const lacking = withoutGrid(summary.k6.metrics);
  const [metric] = lacking;
  return metric === undefined
    ? null
    : `${path} has only single percentiles of ${metric}, from which those of the whole cannot be made`;
}

/** The same share twice, named by the two files; the same file twice among them. */
function twice(parts: readonly NamedSummary[]): string[] {
  const seen = new Map<string, NamedSummary>();
  return parts.flatMap((one) => {
    const { segment, runId } = one.summary;
    if (segment === undefined) return [];
    const before = seen.get(segmentText(segment));
    seen.set(segmentText(segment), before ?? one);
    if (before === undefined) return [];
    return before.summary.runId === runId
      ? [`${before.path} and ${one.path} are the same run: give each generator once`]
      : [`${before.path} and ${one.path} both carried share ${segmentText(segment)}: give each share once`];
  });
}

/** What keeps summaries from being merged; none where nothing does. */
export function mergeProblems(parts: readonly NamedSummary[]): string[] {
  const [first, ...others] = parts;
  if (first === undefined) return ['no summary to merge'];
  const reason = scenarioReport(first.summary.scenario).spec.oneGenerator;
  if (reason !== undefined) {
    return [`runs of ${first.summary.scenario} cannot be merged: ${reason}. Run it on one generator`];
  }
  const foreign = others.flatMap((one) => scenarioProblem(first, one) ?? []);
  // What differs else follows from that.
  if (foreign.length > 0) return foreign;
  const shares = parts.flatMap((one) => shareProblem(first, one) ?? []);
  if (shares.length > 0) return shares;
  const repeated = twice(parts);
  if (repeated.length > 0) return repeated;
  return [
    ...others.flatMap((one) => settingsProblem(first, one) ?? []),
    ...others.flatMap((one) => targetProblem(first, one) ?? []),
    ...others.flatMap((one) => timeProblem(first, one) ?? []),
    ...parts.flatMap((one) => gridProblem(one) ?? []),
  ];
}
