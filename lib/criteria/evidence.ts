/**
 * How sure a verdict is. The observed figure decides pass or fail, as the test plan asks; beside it stands whether its
 * 95 % interval lies on that side of the limit as well, and else from how many samples it would. Pure.
 */
import {
  type KnownQuantile,
  percentileInterval,
  samplesNeeded,
  samplesToProveBelow,
} from '../statistics/percentile.ts';
import { judgedShareInterval, samplesToJudgeShare } from '../statistics/share.ts';
import type { MetricSummary } from '../summary-types.ts';
import { type Comparison, type CriterionDefinition, meets } from './types.ts';

/** `exact`: what was counted or timed is the figure itself, no estimate of one. */
export type Evidence = 'proven' | 'not-proven' | 'exact';

/** 95 % interval of a figure; null: that end is open. */
export type FigureInterval = readonly [number | null, number | null];

export interface Judgement {
  readonly evidence: Evidence;
  /** Samples from which the figure, if it stays what it is, would be proven; null where none or no number does. */
  readonly needs: number | null;
  readonly interval?: FigureInterval;
}

interface Figure {
  readonly observed: number;
  readonly n: number;
  /** Interval of the scenario's own; it beats what the metric gives. */
  readonly interval?: FigureInterval | undefined;
  /** The metric of k6's summary that the figure was read from. */
  readonly metric?: MetricSummary | undefined;
}

/** Quantiles of a Trend that the summary holds. */
export function knownQuantiles({ values, rankErrors = {} }: MetricSummary): KnownQuantile[] {
  const named: Readonly<Record<string, number>> = { min: 0, med: 0.5, max: 1 };
  return Object.entries(values).flatMap(([name, value]) => {
    const percent = /^p\((\d+(?:\.\d+)?)\)$/.exec(name)?.[1];
    const level = percent === undefined ? named[name] : Number(percent) / 100;
    const error = rankErrors[name];
    return level === undefined ? [] : [{ level, value, ...(error === undefined ? {} : { error }) }];
  });
}

/** Whether the whole interval lies on the side of the limit that the figure lies on. An open end lies on neither. */
function onOneSide(
  comparison: Comparison,
  limit: number,
  observed: number,
  [low, high]: FigureInterval,
): boolean {
  const passes = meets(comparison, limit, observed);
  const upper = comparison === '<' || comparison === '<=';
  // A pass below an upper limit, or a miss of a lower one, is decided by the upper end; the others by the lower.
  const end = passes === upper ? high : low;
  return end !== null && meets(comparison, limit, end) === passes;
}

function shareJudgement(comparison: Comparison, limit: number, { observed, n }: Figure): Judgement {
  const { low, high } = judgedShareInterval(Math.min(n, Math.round(observed * n)), n);
  const interval = [low, high] as const;
  const proven = onOneSide(comparison, limit, observed, interval);
  return {
    evidence: proven ? 'proven' : 'not-proven',
    needs: proven ? null : samplesToJudgeShare(observed, limit),
    interval,
  };
}

function percentileJudgement(
  { comparison, p }: { readonly comparison: Comparison; readonly p: number },
  limit: number,
  { observed, n, metric }: Figure,
): Judgement {
  const known = metric === undefined ? [] : knownQuantiles(metric);
  const interval = percentileInterval(known, n, p);
  if (onOneSide(comparison, limit, observed, interval)) return { evidence: 'proven', needs: null, interval };
  const least = samplesNeeded(p);
  const passes = meets(comparison, limit, observed);
  const needs = passes
    ? samplesToProveBelow(known, p, (value) => meets(comparison, limit, value))
    : n < least
      ? least
      : null;
  return { evidence: 'not-proven', needs: needs !== null && needs > n ? needs : null, interval };
}

const PERCENTILE = /^p\((\d+(?:\.\d+)?)\)$/;

/** The percentile that the figure of a criterion is; null where it is none. */
function percentileOf({ percentile, source }: CriterionDefinition): number | null {
  const percent = PERCENTILE.exec(source?.statistic ?? '')?.[1];
  return percentile ?? (percent === undefined ? null : Number(percent) / 100);
}

/** Samples from which a percentile has two ends, where these are fewer. */
function tooFew(p: number | null, n: number): number | null {
  const least = p === null ? 0 : samplesNeeded(p);
  return n < least ? least : null;
}

/** How well the figure of a criterion stands against its limit. `n` > 0. */
export function judgementOf(definition: CriterionDefinition, limit: number, figure: Figure): Judgement {
  const { comparison, source, proof } = definition;
  const { observed, interval } = figure;
  if (proof === 'exact' || comparison === '=') return { evidence: 'exact', needs: null };
  if (proof === 'confirmed') return { evidence: 'proven', needs: null };
  if (interval !== undefined) {
    const proven = onOneSide(comparison, limit, observed, interval);
    return {
      evidence: proven ? 'proven' : 'not-proven',
      needs: proven ? null : tooFew(percentileOf(definition), figure.n),
      interval,
    };
  }
  if (source?.statistic === 'rate') return shareJudgement(comparison, limit, figure);
  const p = percentileOf(definition);
  if (p !== null) return percentileJudgement({ comparison, p }, limit, figure);
  return { evidence: 'not-proven', needs: null };
}
