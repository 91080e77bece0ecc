/** The trend page as plain formatted text and charts: a part for each scenario and length of run. */

import type { Language } from '../../lib/i18n/types.ts';
import { chartView } from '../charts/build.ts';
import type { Point } from '../charts/downsample.ts';
import type { Line, Panel } from '../charts/plot.ts';
import type { ChartView } from '../charts/types.ts';
import { figureTitle } from '../compare/titles.ts';
import { reportMessages } from '../i18n/index.ts';
import { knownWord } from '../i18n/known-word.ts';
import { cleanText } from '../render/escape.ts';
import { formatFigure, formatNumber, formatTime } from '../render/format.ts';
import type { TableView } from '../render/table.ts';
import type { HistoryEntry } from './entry.ts';
import type { History } from './read.ts';

/** Runs that a trend shows; older ones stay in the file. */
const MAX_RUNS = 60;
const MAX_PANELS = 6;

export interface HistoryPart {
  readonly title: string;
  readonly note: string;
  readonly chart: ChartView | null;
  readonly table: TableView;
}

export interface HistoryView {
  readonly language: Language;
  readonly title: string;
  readonly intro: string;
  readonly tally: string;
  readonly broken: string | null;
  readonly parts: readonly HistoryPart[];
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A letter for each set of conditions, by first appearance: A, B, … Z, A2 … */
function letters(entries: readonly HistoryEntry[]): ReadonlyMap<string, string> {
  const found = [...new Set(entries.map(({ conditions }) => conditions))];
  return new Map(
    found.map((conditions, index) => {
      const round = Math.floor(index / LETTERS.length);
      return [conditions, `${LETTERS[index % LETTERS.length]}${round === 0 ? '' : round + 1}`];
    }),
  );
}

type FigureOf = HistoryEntry['figures'][number];

/** Every figure of the runs, the most often measured first in the order of the newest run. */
function figuresOf(entries: readonly HistoryEntry[]): readonly FigureOf[] {
  const found = new Map<string, FigureOf>();
  for (const entry of [...entries].reverse()) {
    for (const figure of entry.figures) if (!found.has(figure.id)) found.set(figure.id, figure);
  }
  return [...found.values()];
}

const figureValue = (entry: HistoryEntry, id: string): number | null =>
  entry.figures.find((figure) => figure.id === id)?.value ?? null;

const shapeOf = ({ verdict, validity }: HistoryEntry) =>
  validity !== 'valid' || verdict === 'inconclusive' ? 'ring' : verdict === 'pass' ? 'circle' : 'cross';

/** One line for each unbroken row of runs under the same conditions. */
function lineOf(entries: readonly HistoryEntry[], id: string): Line {
  const stretches: Point[][] = [];
  const shapes = new Map<string, ReturnType<typeof shapeOf>>();
  let previous: string | null = null;
  entries.forEach((entry, index) => {
    const y = figureValue(entry, id);
    if (y === null) {
      previous = null;
      return;
    }
    if (entry.conditions !== previous) stretches.push([]);
    const point = { x: index + 1, y };
    shapes.set(`${point.x}`, shapeOf(entry));
    stretches.at(-1)?.push(point);
    previous = entry.conditions;
  });
  return {
    name: '',
    named: false,
    style: 0,
    mode: 'both',
    stretches,
    shapeOf: (point) => shapes.get(`${point.x}`) ?? 'circle',
  };
}

function chartOf(
  key: string,
  title: string,
  entries: readonly HistoryEntry[],
  language: Language,
): ChartView | null {
  const { history } = reportMessages(language);
  const figures = figuresOf(entries).slice(0, MAX_PANELS);
  if (entries.length < 2 || figures.length === 0) return null;
  const panels = figures.map((figure): Panel => {
    const share = figure.unit === 'share';
    const name = figureTitle({ id: figure.id, title: figure.title ?? figure.id }, language);
    const unit = share
      ? ', %'
      : figure.unit === '' || figure.unit === 'count'
        ? ''
        : `, ${cleanText(figure.unit, 16)}`;
    return {
      label: `${name}${unit}`,
      kind: 'linear',
      format: (value) => (share ? formatFigure(value, 'share', language) : formatNumber(value, language)),
      weight: 0.6,
      lines: [lineOf(entries, figure.id)],
    };
  });
  const changed = entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    const version = entry.target ?? entry.suiteVersion;
    return before !== undefined && (before.target ?? before.suiteVersion) !== version
      ? [{ x: index + 1, label: cleanText(version, 16), kind: 'value' as const }]
      : [];
  });
  const words = { title: history.over(title), description: history.chartDescription(title, entries.length) };
  const dateOf = (index: number) => entries[Math.round(index) - 1]?.startedAt.slice(5, 10) ?? '';
  return chartView(`trend-${key}`, words, tableOf(key, title, entries, language), {
    x: {
      kind: 'linear',
      label: `● ${history.pass}, ✕ ${history.fail}, ○ ${history.open}`,
      domain: [0.5, entries.length + 0.5],
      format: dateOf,
      ticks: (most) => {
        const step = Math.ceil(entries.length / most);
        return entries.map((_, index) => index + 1).filter((at) => (at - 1) % step === 0);
      },
    },
    panels,
    marks: changed,
  });
}

function tableOf(
  key: string,
  title: string,
  entries: readonly HistoryEntry[],
  language: Language,
): TableView {
  const { history, verdict, validity } = reportMessages(language);
  const names = letters(entries);
  const figures = figuresOf(entries);
  const column = (label: string, numeric = false) => ({ label, numeric });
  return {
    id: `${key}-runs`,
    title,
    columns: [
      ...[history.started, history.verdict, history.validity, history.version, history.conditions].map(
        (label) => column(label),
      ),
      ...figures.map(({ id, title: own }) => column(figureTitle({ id, title: own ?? id }, language), true)),
      column(history.run),
    ],
    rows: [...entries]
      .reverse()
      .map((entry) => [
        formatTime(entry.startedAt),
        verdict[entry.verdict],
        validity[entry.validity],
        cleanText(entry.target ?? entry.suiteVersion, 40),
        names.get(entry.conditions) ?? '',
        ...figures.map(({ id, unit }) => formatFigure(figureValue(entry, id), unit, language)),
        cleanText(entry.runId, 80),
      ]),
    note: history.conditionsNote,
  };
}

export function historyView({ entries, broken }: History, language: Language): HistoryView {
  const { history, report } = reportMessages(language);
  const groups = new Map<string, HistoryEntry[]>();
  for (const entry of entries) {
    const length = knownWord(report.profile, entry.profile) ?? entry.profile;
    const title = cleanText(`${entry.scenario} · ${length}`, 80);
    groups.set(title, [...(groups.get(title) ?? []), entry]);
  }
  const shownLines = broken.slice(0, 10).join(', ') + (broken.length > 10 ? ', …' : '');
  return {
    language,
    title: history.title,
    intro: history.intro,
    tally: history.runs(entries.length),
    broken: broken.length === 0 ? null : history.broken(broken.length, shownLines),
    parts: [...groups].map(([title, all], index) => {
      const shown = all.slice(-MAX_RUNS);
      const key = String(index + 1);
      return {
        title,
        note:
          shown.length < all.length ? history.lastRuns(shown.length, all.length) : history.runs(all.length),
        chart: chartOf(key, title, shown, language),
        table: tableOf(key, title, shown, language),
      };
    }),
  };
}
