/** The state of a run in words: one line for a pipe, a block of lines for a terminal. Pure. */
import type { Language } from '../../../lib/i18n/types.ts';
import { phaseAt } from '../../../lib/load/phase-at.ts';
import type { Plan } from '../../../lib/load/plan.ts';
import { GENERATOR_LIMITS } from '../../../lib/validity.ts';
import { reportMessages } from '../../../reports/i18n/index.ts';
import { knownWord } from '../../../reports/i18n/known-word.ts';
import { formatClock, formatDuration, formatFigure, formatNumber } from '../../../reports/render/format.ts';
import type { LiveView } from './reading.ts';
import { liveWords } from './words.ts';

export interface Moment {
  readonly view: LiveView;
  /** Seconds since k6 was started. */
  readonly seconds: number;
  /** Share of the machine that k6 uses; null where it was not looked at. */
  readonly cpuShare: number | null;
  readonly now: number;
}

/** More phases than this are steps, and are counted instead of named. */
const MAX_NAMED_PHASES = 5;

export function generatorBusy({ view, cpuShare }: Pick<Moment, 'view' | 'cpuShare'>): boolean {
  return (cpuShare ?? 0) > GENERATOR_LIMITS.cpuShare || (view.driftP95Ms ?? 0) > GENERATOR_LIMITS.driftP95Ms;
}

function phaseText(plan: Plan, seconds: number, language: Language): string {
  const words = liveWords(language);
  const { phaseNames } = reportMessages(language).tables;
  if (plan.phases.length > MAX_NAMED_PHASES) {
    const reached = plan.phases.filter(({ startSeconds }) => seconds >= startSeconds).length;
    return words.step(Math.max(1, reached), plan.phases.length);
  }
  const name = phaseAt(plan.phases, seconds);
  return words.phase(knownWord(phaseNames, name) ?? name);
}

/** When and where: elapsed of all, what is left, the step or phase, the users. */
function progressParts({ view, seconds }: Moment, language: Language): readonly string[] {
  const words = liveWords(language);
  const { loadSeconds, plan } = view;
  if (loadSeconds === null) return [words.settingUp(formatClock(seconds))];
  if (plan === null) return [formatClock(seconds)];
  const users =
    view.users === null || view.users === 0
      ? []
      : [words.users(formatNumber(view.users, language), view.users === 1)];
  if (loadSeconds >= plan.seconds) return [words.finishing(formatClock(loadSeconds)), ...users];
  const left = formatClock(plan.seconds - loadSeconds);
  const phase = plan.phases.length > 1 ? [phaseText(plan, loadSeconds, language)] : [];
  return [words.time(formatClock(loadSeconds), formatClock(plan.seconds), left), ...phase, ...users];
}

/** What comes out of it: rates, p95, failures, queue, generator. */
function figureParts(moment: Moment, language: Language): readonly string[] {
  const words = liveWords(language);
  const { view, cpuShare } = moment;
  const number = (value: number) => formatNumber(Math.round(value * 10) / 10, language);
  const parts: string[] = [];
  if (view.jobsPerSecond !== null) parts.push(words.jobs(number(view.jobsPerSecond)));
  else if (view.deliveriesPerSecond !== null) parts.push(words.deliveries(number(view.deliveriesPerSecond)));
  else if (view.requestsPerSecond !== null) parts.push(words.requests(number(view.requestsPerSecond)));
  if (view.p95Ms !== null) parts.push(words.p95(formatFigure(Math.round(view.p95Ms), 'ms', language)));
  if (view.failedShare !== null || view.failedTotal > 0) {
    const share = formatFigure(Math.round((view.failedShare ?? 0) * 1000) / 1000, 'share', language);
    parts.push(words.failed(share, formatNumber(view.failedTotal, language)));
  }
  if (view.queue !== null) parts.push(words.queue(number(view.queue)));
  if (cpuShare !== null) {
    const cpu = formatFigure(Math.round(cpuShare * 100) / 100, 'share', language);
    parts.push(generatorBusy(moment) ? words.generatorBusy(cpu) : words.generatorOk(cpu));
  }
  return parts;
}

function faultParts({ view, now }: Moment, language: Language): readonly string[] {
  if (view.fault === null) return [];
  const { faultNames } = reportMessages(language).tables;
  const { point, kind, since } = view.fault;
  const known = (names: Readonly<Record<string, string>>, key: string) =>
    Object.hasOwn(names, key) ? (names[key] ?? key) : key;
  const name = `${known(liveWords(language).points, point)}: ${known(faultNames, kind)}`;
  const seconds = Math.round(Math.max(0, now - since) / 1000);
  return [liveWords(language).fault(name, formatDuration(seconds, language))];
}

const plain = (text: string) => text.replace(/\u00A0/g, ' ').replace(/\u2212/g, '-');

/** All of it in one line, for a log. */
export function statusLine(scenario: string, moment: Moment, language: Language): string {
  const parts = [
    ...progressParts(moment, language),
    ...faultParts(moment, language),
    ...figureParts(moment, language),
  ];
  return plain(`${scenario}: ${parts.join(' · ')}`);
}

const BAR_CELLS = 20;

function bar(view: LiveView): string {
  const share =
    view.plan === null || view.plan.seconds === 0
      ? 0
      : Math.min(1, (view.loadSeconds ?? 0) / view.plan.seconds);
  const full = Math.floor(share * BAR_CELLS);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR_CELLS - full)}]`;
}

/** Broken between parts, never inside one, at the width of the terminal. */
function fitted(parts: readonly string[], columns: number, indent: string): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 3 + part.length <= columns)
      lines[lines.length - 1] = `${last} · ${part}`;
    else lines.push(`${indent}${part}`.slice(0, columns));
  }
  return lines;
}

/** The block for a terminal: no line is longer than `columns`. */
export function statusBlock(
  scenario: string,
  moment: Moment,
  language: Language,
  columns: number,
): readonly string[] {
  const [first = '', ...others] = progressParts(moment, language).map(plain);
  const head =
    moment.view.plan === null ? `${scenario}  ${first}` : `${scenario} ${bar(moment.view)} ${first}`;
  return [
    ...fitted([head, ...others], columns, ''),
    ...fitted(figureParts(moment, language).map(plain), columns, '  '),
    ...fitted(faultParts(moment, language).map(plain), columns, '  '),
  ];
}
