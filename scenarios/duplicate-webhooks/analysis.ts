import { z } from 'zod';
import type { Language } from '../../lib/i18n/types.ts';
import { METRIC } from '../../lib/metric-names.ts';
import type { MetricReader } from '../../reports/analysis/metrics.ts';
import type { ScenarioAnalysis } from '../../reports/analysis/scenario-analysis.ts';
import { formatCount, formatDuration } from '../../reports/render/format.ts';
import { compareIdentity } from './analysis/identity.ts';
import type { WebhookContext } from './context.ts';
import type { WebhookDetails } from './details.ts';
import {
  ARMS,
  type Arm,
  CRASH_OUTCOMES,
  type CrashOutcome,
  crashWaitSeconds,
  roundsOf,
} from './load/arms.ts';
import { WEBHOOK_WORDS, type WebhookWords } from './messages.ts';
import type { webhookScenario } from './scenario.ts';
/** duplicate-webhooks: side effects counted against those expected, arm by arm. */
import type { DuplicateSettings } from './settings.ts';

type ArmResult = WebhookDetails['arms'][number];

interface ArmFigures {
  readonly result: ArmResult;
  readonly events: number;
  readonly repeated: number;
  readonly missing: number;
  readonly unchecked: number;
}

const dataSchema = z.object({
  receivers: z.array(z.object({ workspace: z.string(), secret: z.enum(['given', 'own', 'none']) })),
});

const whole = (value: number | null) => Math.round(value ?? 0);

type Crashes = Readonly<Record<CrashOutcome, number>>;

/** What became of the jobs that were killed. */
function crashesOf(metrics: MetricReader): Crashes {
  const found = CRASH_OUTCOMES.map((became) => [
    became,
    whole(metrics.count(METRIC.webhookCrashed, { became })),
  ]);
  return Object.fromEntries(found) as Crashes;
}

/** In words; empty where none was killed. */
function crashReasons({ again, failed, open }: Crashes, words: WebhookWords, language: Language): string[] {
  const said = (count: number, say: (jobs: string) => string) =>
    count === 0 ? [] : [say(formatCount(count, language))];
  return [
    ...said(again, words.crashAgain),
    ...said(failed, words.crashFailed),
    ...said(open, words.crashOpen),
  ];
}

function armFigures(arm: Arm, context: WebhookContext, words: WebhookWords): ArmFigures {
  const { metrics, summary, language } = context;
  const total = (metric: string) => whole(metrics.count(metric, { arm }));
  const repeated = metrics.rate(METRIC.webhookRepeated, { arm });
  const missing = metrics.rate(METRIC.webhookMissing, { arm });
  const unchecked = total(METRIC.webhookUnchecked);
  const count = (value: number) => formatCount(value, language);
  const wrong = repeated.passes + missing.passes > 0;
  const example = wrong ? exampleOf(arm, context, words) : null;
  const reasons = [
    ...(repeated.passes > 0 ? [words.armRepeated(count(repeated.passes))] : []),
    ...(missing.passes > 0 ? [words.armMissing(count(missing.passes))] : []),
    ...(example === null ? [] : [example]),
    ...(arm === 'after-crash' ? crashReasons(crashesOf(metrics), words, language) : []),
    ...(unchecked > 0 ? [words.armUnchecked(count(unchecked))] : []),
  ];
  return {
    events: repeated.n,
    repeated: repeated.passes,
    missing: missing.passes,
    unchecked,
    result: {
      name: arm,
      rounds: Math.max(0, roundsOf(arm, summary.profile) - unchecked),
      sent: total(METRIC.webhookSent),
      accepted: total(METRIC.webhookAccepted),
      sideEffects: total(METRIC.webhookEffects),
      expected: total(METRIC.webhookExpected),
      verdict: wrong ? 'fail' : repeated.n === 0 || unchecked > 0 ? 'inconclusive' : 'pass',
      ...(reasons.length === 0 ? {} : { detail: reasons.join('; ') }),
    },
  };
}

/** The first event of an arm that was wrong, from the event stream: what was counted for it. */
function exampleOf(arm: Arm, { files }: WebhookContext, words: WebhookWords): string | null {
  const found = files.events.find(
    (event) =>
      event.event === 'webhook-event' &&
      event.arm === arm &&
      (event.repeated === true || event.missing === true),
  );
  if (found === undefined || typeof found.eventId !== 'string') return null;
  const effects = z.record(z.string(), z.number()).safeParse(found.effects);
  if (!effects.success) return null;
  const counted = Object.entries(effects.data).map(([name, value]) => `${name} ${value}`);
  return words.example(found.eventId, counted.join(', '));
}

/**
 * Why the crash behind a commit leaves the run without a pass; null where it does not. Whoever asks for a dead worker is
 * told nothing by a system of which only the job's process died, and a killed job that never ends shows nothing at all.
 */
function crashUnshown(
  { again, open }: Crashes,
  { settings, summary, language }: WebhookContext,
  words: WebhookWords,
  waited: string,
): string | null {
  if (open > 0) return words.noRescue(waited);
  const rounds = roundsOf('after-crash', summary.profile);
  if (settings.crashKills !== 'worker' || again >= rounds) return null;
  return words.workerNotKilled(formatCount(again, language), formatCount(rounds, language));
}

function notPlayed(
  arms: readonly ArmFigures[],
  words: WebhookWords,
  tenants: number,
  { again, failed, open: unrescued }: Crashes,
  unshown: string | null,
): string[] {
  const open = arms.filter(({ events }) => events === 0).map(({ result }) => result.name);
  const others = open.filter((name) => name !== 'after-crash' && name !== 'two-tenants');
  return [
    ...(open.includes('after-crash') && unrescued === 0 ? [words.noCrash] : []),
    ...(unshown !== null ? [unshown] : failed > 0 && again === 0 ? [words.workerLived] : []),
    ...(open.includes('two-tenants') && tenants < 2 ? [words.oneTenant] : []),
    ...(others.length === 0 ? [] : [words.notPlayed(others.join(', '))]),
  ];
}

function sum(metrics: MetricReader, metric: string): number {
  return metrics.rate(metric).n;
}

export const webhookAnalysis: ScenarioAnalysis<
  WebhookDetails,
  DuplicateSettings,
  keyof typeof webhookScenario.criteria
> = {
  analyse: (context) => {
    const { metrics, language, summary, settings } = context;
    const words = WEBHOOK_WORDS[language];
    const arms = ARMS.map((arm) => armFigures(arm, context, words));
    const parsed = dataSchema.safeParse(summary.scenarioData);
    const receivers = parsed.success ? parsed.data.receivers : [];
    const events = sum(metrics, METRIC.webhookRepeated);
    const of = (pick: (arm: ArmFigures) => number) => arms.reduce((total, arm) => total + pick(arm), 0);
    const [repeated, missing] = [of((arm) => arm.repeated), of((arm) => arm.missing)];
    const wrongArms = arms.filter(({ result }) => result.verdict === 'fail').map(({ result }) => result.name);
    const count = (value: number) => formatCount(value, language);
    const crashes = crashesOf(metrics);
    const waited = formatDuration(crashWaitSeconds(settings.rescueSeconds), language);
    const unshown = crashUnshown(crashes, context, words, waited);
    // A job whose own process was killed has failed, and its worker is the one it was.
    const unchanged =
      crashes.again + crashes.open > 0 ? compareIdentity(summary.target, words.restarted) : null;
    const answer = () => {
      if (events === 0) return words.nothing;
      if (repeated + missing === 0) {
        const once = words.once(count(events), count(arms.filter((arm) => arm.events > 0).length));
        return unshown === null ? once : `${once} ${words.butOpen(unshown)}`;
      }
      return words.wrong(count(repeated), count(missing), count(events), words.list(wrongArms));
    };
    return {
      details: { kind: 'duplicate-webhooks', arms: arms.map(({ result }) => result) },
      samples: events,
      ...(unshown === null
        ? {}
        : { observed: { 'effects-repeated': { value: repeated, n: events, open: true, detail: unshown } } }),
      validity: unchanged === null ? {} : { 'target-unchanged': unchanged },
      answer,
      graveAnswer: answer,
      notEstablished: [
        ...notPlayed(arms, words, receivers.length, crashes, unshown),
        ...(receivers.some(({ secret }) => secret === 'none') ? [words.unsigned] : []),
        words.beyond,
      ],
    };
  },
};
