/** What a plan cannot know: inputs outside what was measured, and what it assumes. */
import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import { formatCount, formatDuration, formatFigure } from '../render/format.ts';
import type { ClientPlan, PlanQuestion } from './clients.ts';
import { busiestHour } from './demand.ts';
import type { PlanSources } from './question.ts';

export interface PlanRemarks {
  readonly outside: readonly string[];
  readonly assumed: readonly string[];
}

/** Up to three names, then how many more. */
function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} (+${names.length - 3})` : shown;
}

function outside(
  plan: ClientPlan,
  { base, client, system, run }: PlanQuestion,
  { measured, overheadKnown }: PlanSources,
  language: Language,
): readonly string[] {
  const { plan: words } = reportMessages(language);
  const said: string[] = [];
  const workers = (count: number) => words.workers(formatCount(count, language), count === 1);
  if (run === null) said.push(words.outside.nothingMeasured);
  else {
    const highest = Math.max(...plan.rows.map(({ peak }) => peak.jobsPerSecond));
    const rate = (value: number) => formatFigure(value, 'jobs/s', language);
    if (highest > run.highestRate) {
      said.push(words.outside.rate(rate(highest), rate(run.highestRate), run.runId));
    }
    if (system.workers !== run.workers) {
      said.push(words.outside.workers(workers(system.workers), workers(run.workers)));
    }
    if (run.memoryMb !== null) {
      said.push(words.outside.memory(formatFigure(run.memoryMb, 'MB', language), workers(run.workers)));
    }
    const others = [...base, ...client].filter(({ runnable }) => runnable !== `script:${run.script}`);
    if (others.length > 0) {
      said.push(words.outside.script(namesOf([...new Set(others.map(({ name }) => name))]), run.script));
    }
    if (run.memoryMb === null) said.push(words.outside.noMemory);
  }
  if (!overheadKnown) said.push(words.outside.noOverhead);
  for (const why of new Set(measured.leftOut.map((one) => one.why))) {
    const runs = measured.leftOut.filter((one) => one.why === why).map(({ runId }) => runId);
    said.push(words.outside.leftOut(namesOf(runs), words.outside.why[why]));
  }
  return said;
}

function assumed(
  plan: ClientPlan,
  { base, client, system }: PlanQuestion,
  { measuredItems, users, inWords, averaged }: PlanSources,
  language: Language,
): readonly string[] {
  const { assumed: words, clients, hours } = reportMessages(language).plan;
  const parts = [...base, ...client];
  const peak = busiestHour(client);
  const simulated = plan.rows.filter(({ peak }) => peak.method === 'simulated');
  const disagreeing = plan.rows.filter(({ peak }) => peak.check !== null && !peak.check.agrees);
  const replications = simulated.map(({ peak }) => peak.replications);
  const [fewest, most] = [Math.min(...replications), Math.max(...replications)];
  const lanes = new Set(parts.map(({ tag, priority }) => `${priority} ${tag}`));
  return [
    words.arrivals,
    ...(inWords ? [(base.length === 0 ? words.peakHour : words.peakWithBase)(hours(peak, peak + 1))] : []),
    ...(averaged > 1 ? [words.averageTenant(formatCount(averaged, language))] : []),
    ...(parts.some(({ service }) => service.shape === 'exponential') ? [words.exponential] : []),
    ...(measuredItems.length > 0 ? [words.measuredTimes(namesOf(measuredItems))] : []),
    ...(users.length > 0 ? [words.users(namesOf(users))] : []),
    words.poll(formatDuration(system.pollSeconds, language)),
    ...(simulated.length > 0 ? [words.intervals(fewest === most ? String(most) : `${fewest}–${most}`)] : []),
    ...(plan.rows.length > simulated.length ? [words.fluid] : []),
    ...(disagreeing.length > 0
      ? [words.formulaDisagrees(clients(disagreeing.map((row) => row.clients).join(', '), false))]
      : plan.rows.some(({ peak }) => peak.check !== null)
        ? [words.formulaAgrees]
        : []),
    ...(lanes.size > 1 ? [words.tags] : []),
  ];
}

export function planRemarks(
  plan: ClientPlan,
  question: PlanQuestion,
  sources: PlanSources,
  language: Language,
): PlanRemarks {
  return {
    outside: outside(plan, question, sources, language),
    assumed: assumed(plan, question, sources, language),
  };
}
