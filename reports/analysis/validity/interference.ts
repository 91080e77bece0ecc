/** Did something else on the machine take the processor from the run? */
import { METRIC } from '../../../lib/metric-names.ts';
import { GENERATOR_LIMITS, INTERFERENCE_LIMIT } from '../../../lib/validity.ts';
import { cleanText } from '../../render/escape.ts';
import { formatFigure, formatObserved } from '../../render/format.ts';
import { medianOf } from '../../stats/quantile.ts';
import { type Disturbance, disturbanceAt } from '../interference.ts';
import { phaseSeconds } from '../phases.ts';
import type { AnalysisContext } from '../scenario-analysis.ts';
import { type Check, discarded, type Finding, unknown, valid } from './check.ts';
import { MIN_NAPS } from './generator.ts';

/** Stretches in which users come or a queue empties: nothing is judged by them. */
const UNJUDGED: readonly string[] = ['ramp', 'settle'];

const MAX_NAME = 20;

/** Who it was mostly, in the form in which it ends a sentence; empty where nobody is known. */
export function neighbourText({ files, words }: AnalysisContext): string {
  const name = files.run?.generator?.neighbour ?? null;
  return name === null ? '' : words.validity.interferenceBy(cleanText(name, MAX_NAME));
}

/** Share of the machine that went to neither k6 nor the target, where waits cannot be measured; null: not known. */
function othersShare({ files, summary, metrics }: AnalysisContext): number | null {
  const generator = files.run?.generator;
  const onThisMachine = summary.target.kind === 'embedded' || files.run?.target.onThisMachine === true;
  const target = onThisMachine ? metrics.mean(METRIC.targetCpu) : 0;
  if (generator === undefined || generator === null || target === null) return null;
  const shares = (generator.series ?? []).flatMap(({ cpuShare, systemCpuShare }) =>
    systemCpuShare === null ? [] : [systemCpuShare - cpuShare],
  );
  if (shares.length < MIN_SAMPLES) return null;
  return Math.max(0, medianOf(shares) - target / 100 / generator.cores);
}

/** Samples of the machine below which their median says nothing. */
const MIN_SAMPLES = 5;

function withoutWaits(context: AnalysisContext): Finding {
  const { words, language, metrics } = context;
  const share = othersShare(context);
  if (share !== null) {
    const limit = INTERFERENCE_LIMIT.othersShare;
    const text = words.validity.othersCpu(
      formatObserved(share, limit, 'share', language),
      formatFigure(limit, 'share', language),
    );
    return share > limit ? discarded(text + neighbourText(context)) : valid(text);
  }
  // Timers show a neighbour late and a light one not at all; they are all that a plain `k6 run` has.
  const { p95, n } = metrics.trend(METRIC.generatorDrift);
  const why = notToldText(context);
  return p95 !== null && n >= MIN_NAPS && p95 <= GENERATOR_LIMITS.driftP95Ms
    ? valid(why + words.validity.interferenceUnmeasured)
    : unknown(why + words.validity.interferenceUnknown);
}

/** Why waits could not be measured, where the target is on this machine: begins a sentence, or is empty. */
export function notToldText({ files, words }: AnalysisContext): string {
  const why = files.run?.target.processesUnknown;
  if (why === undefined) return '';
  const { targetNotTold, processesUnknown } = words.validity;
  switch (why.kind) {
    case 'nobody-listens':
      return targetNotTold(processesUnknown[why.kind](why));
    case 'passed-on':
      return targetNotTold(processesUnknown[why.kind]({ ...why, by: cleanText(why.by, MAX_NAME) }));
    case 'not-shown':
      return targetNotTold(processesUnknown[why.kind]());
  }
}

interface Stretch {
  readonly name: string;
  readonly startSeconds: number;
  readonly seconds: number;
}

/** What others took in each stretch. */
export function disturbances<S extends Omit<Stretch, 'name'>>(
  { files, summary }: AnalysisContext,
  stretches: readonly S[],
): (Disturbance & { readonly stretch: S })[] {
  return stretches.map((stretch) => ({
    stretch,
    ...disturbanceAt(files.run?.generator, Date.parse(summary.startedAt), stretch),
  }));
}

/** A run that is judged by whole phases: one that was disturbed discards it. */
export const noInterference: Check = (context) => {
  const { spec, summary, words, language, loadSeconds } = context;
  if (spec.untimed === true) return valid(words.validity.interferenceUntimed);
  const judged = summary.plan.phases
    .filter(({ name }) => !UNJUDGED.includes(name))
    .map((phase) => ({ ...phase, seconds: phaseSeconds(phase, loadSeconds) }))
    .filter(({ seconds }) => seconds > 0);
  const found = disturbances(context, judged);
  const known = found.flatMap(({ share, ...rest }) => (share === null ? [] : [{ share, ...rest }]));
  const most = (of: readonly (typeof known)[number][], figure: (one: (typeof known)[number]) => number) =>
    of.reduce<(typeof known)[number] | null>(
      (high, one) => (high === null || figure(one) > figure(high) ? one : high),
      null,
    );
  const background = formatFigure(INTERFERENCE_LIMIT.background, 'share', language);
  const limit = INTERFERENCE_LIMIT.takenShare;
  const disturbed = most(
    known.filter((one) => one.disturbed),
    ({ share }) => share,
  );
  if (disturbed !== null) {
    const text = words.validity.interference(
      formatObserved(disturbed.share, limit, 'share', language),
      formatFigure(limit, 'share', language),
      disturbed.stretch.name,
    );
    return discarded(text + neighbourText(context));
  }
  const highest = most(known, ({ ofMachine }) => ofMachine ?? 0);
  if (highest === null) return withoutWaits(context);
  return valid(
    words.validity.interferenceNone(
      formatFigure(highest.ofMachine, 'share', language),
      highest.stretch.name,
      background,
      formatFigure(limit, 'share', language),
    ),
  );
};

/** Of the stretches that a run is cut into, so many must be clean. */
const CLEAN_SHARE = 0.75;

/**
 * A run that is judged by many windows: those that were disturbed are left out, and too many of them discard it. Null
 * where nothing is known of any.
 */
export function windowsUndisturbed(
  { words, language }: AnalysisContext,
  { disturbed, all, known }: { readonly disturbed: number; readonly all: number; readonly known: number },
  neighbour: string,
): Finding | null {
  if (known === 0) return null;
  const limit = formatFigure(INTERFERENCE_LIMIT.takenShare, 'share', language);
  const text = words.validity.interferenceWindows(disturbed, all, limit);
  return disturbed > all * (1 - CLEAN_SHARE) ? discarded(text + neighbour) : valid(text);
}
