/** A plan as plain formatted text, tables and a chart. */
import type { Language } from '../../lib/i18n/types.ts';
import { chartContext, chartView } from '../charts/build.ts';
import type { ChartView } from '../charts/types.ts';
import { reportMessages } from '../i18n/index.ts';
import { formatCount, formatDuration, formatFigure, formatNumber } from '../render/format.ts';
import { makeTable, numeric, type TableView } from '../render/table.ts';
import type { ClientPlan, ClientRange, PlanQuestion, PlanRow } from './clients.ts';
import { type Demand, HOURS, jobsIn } from './demand.ts';
import type { Interval } from './forecast.ts';
import type { PlanSources } from './question.ts';
import { planRemarks } from './remarks.ts';

export interface PlanView {
  readonly title: string;
  readonly answer: string;
  /** What was asked, a sentence each. */
  readonly asked: readonly string[];
  readonly tables: readonly TableView[];
  readonly chart: ChartView | null;
  readonly outside: readonly string[];
  readonly assumed: readonly string[];
}

class PlanText {
  readonly language: Language;
  readonly words;

  constructor(language: Language) {
    this.language = language;
    this.words = reportMessages(language).plan;
  }

  count(value: number): string {
    return formatCount(value, this.language);
  }
  /** A wait in s, as short as it is read: ms below a second. */
  wait(seconds: number): string {
    if (!Number.isFinite(seconds)) return this.words.grows;
    return seconds < 1
      ? formatFigure(seconds * 1000, 'ms', this.language)
      : formatDuration(seconds, this.language);
  }
  waits({ value, low, high }: Interval): string {
    if (!Number.isFinite(value)) return this.words.grows;
    if (low === high) return this.wait(value);
    return `${this.wait(value)} (${this.wait(low)} – ${this.wait(high)})`;
  }
  clients({ low, high }: ClientRange, more = false): string {
    const { words } = this;
    const text = low === high ? this.count(low) : words.rangeOf(this.count(low), this.count(high));
    return words.clients(more ? words.orMore(this.count(low)) : text, low === 1 && high === 1 && !more);
  }
  workers({ low, high }: ClientRange): string {
    const text = low === high ? this.count(low) : this.words.rangeOf(this.count(low), this.count(high));
    return this.words.workers(text, low === 1 && high === 1);
  }
  figure(value: number, unit: string): string {
    return formatFigure(value, unit, this.language);
  }
}

const dayOf = (demand: Demand) => Array.from({ length: HOURS }, (_, hour) => jobsIn(demand, hour));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function answerOf(plan: ClientPlan, question: PlanQuestion, text: PlanText): string {
  const { answer } = text.words;
  const workers = text.workers({ low: question.system.workers, high: question.system.workers });
  const [first] = plan.limits;
  const next = plan.rows.find(({ clients }) => clients > plan.fit.high);
  const last = plan.rows.filter(({ clients }) => clients <= Math.max(1, plan.fit.low)).at(-1);
  const head = plan.baseFits
    ? plan.fit.high === 0
      ? answer.noneFits(workers)
      : answer.fit(text.clients(plan.fit, plan.more), workers, plan.fit.low === 1 && plan.fit.high === 1)
    : answer.baseAlready(workers);
  const peak =
    last === undefined || !plan.baseFits
      ? []
      : [
          answer.peak(
            text.clients({ low: last.clients, high: last.clients }),
            text.words.hours(last.peak.hour, last.peak.hour + 1),
            text.figure(last.peak.jobsPerSecond, 'jobs/s'),
          ),
          answer.wait(text.figure(last.peak.occupancy.value, 'share'), text.waits(last.peak.p95Wait)),
        ];
  const needed =
    next === undefined || next.workersNeeded === null || first?.resource !== 'workers'
      ? []
      : [
          answer.next(
            text.clients({ low: next.clients, high: next.clients }),
            text.workers(next.workersNeeded),
          ),
        ];
  const limit = first === undefined || plan.more ? [] : [answer.first(text.words.resources[first.resource])];
  return `${[head, ...peak, ...limit, ...needed].join('. ')}.`;
}

function askedOf({ base, client }: PlanQuestion, text: PlanText): readonly string[] {
  const [already, day] = [dayOf(base), dayOf(client)];
  const jobs = (count: number) => text.figure(count, 'jobs');
  const mean = sum(client.map((part) => sum(part.jobsPerHour) * part.service.mean)) / sum(day);
  return [
    ...(base.length === 0 ? [] : [text.words.base(jobs(sum(already)))]),
    text.words.client(jobs(sum(day)), jobs(Math.max(...day)), text.wait(mean)),
  ];
}

function mainTable(plan: ClientPlan, question: PlanQuestion, text: PlanText): TableView | null {
  const { columns, fits, table, resources } = text.words;
  const checked = plan.rows.some(({ peak }) => peak.check !== null);
  const remembered = plan.rows.some(({ memoryMb }) => memoryMb !== null);
  const memory = ({ memoryMb }: PlanRow): string => {
    if (memoryMb === null) return '–';
    const { low, high } = memoryMb;
    if (low === high) return text.figure(low, 'MB');
    return `${formatNumber(low, text.language)} – ${text.figure(high, 'MB')}`;
  };
  return makeTable(
    'plan',
    table.title,
    [
      ...[columns.clients, columns.rate, columns.occupancy, columns.wait].map(numeric),
      ...(checked ? [numeric(columns.formula)] : []),
      numeric(columns.needed),
      ...(remembered ? [numeric(columns.memory)] : []),
      columns.fits,
      columns.first,
    ],
    plan.rows.map((row) => [
      text.count(row.clients),
      text.figure(row.peak.jobsPerSecond, 'jobs/s'),
      text.figure(row.peak.occupancy.value, 'share'),
      text.waits(row.peak.p95Wait),
      ...(checked ? [row.peak.check === null ? '–' : text.wait(row.peak.check.p95Wait)] : []),
      row.workersNeeded === null
        ? '–'
        : row.workersNeeded.low === row.workersNeeded.high
          ? text.count(row.workersNeeded.low)
          : `${text.count(row.workersNeeded.low)} – ${text.count(row.workersNeeded.high)}`,
      ...(remembered ? [memory(row)] : []),
      fits[row.fits],
      row.exceeded.length === 0 ? '–' : row.exceeded.map((name) => resources[name]).join(', '),
    ]),
    reportMessages(text.language).report.moreRows,
    table.note(text.wait(question.maxWait)),
  );
}

function limitsTable(plan: ClientPlan, text: PlanText): TableView | null {
  const { limits, resources } = text.words;
  if (plan.limits.length < 2) return null;
  return makeTable(
    'limits',
    limits.title,
    [limits.resource, numeric(limits.clients), numeric(limits.rate)],
    plan.limits.map(({ resource, clients, rate }) => [
      resources[resource],
      clients.low === clients.high
        ? text.count(clients.low)
        : `${text.count(clients.low)} – ${text.count(clients.high)}`,
      rate === null ? '–' : `${formatNumber(rate.low, text.language)} – ${text.figure(rate.high, 'jobs/s')}`,
    ]),
    reportMessages(text.language).report.moreRows,
  );
}

function chartOf(
  plan: ClientPlan,
  question: PlanQuestion,
  table: TableView,
  text: PlanText,
): ChartView | null {
  const { chart } = text.words;
  const context = chartContext(text.language);
  const rows = plan.rows.filter(({ peak }) => Number.isFinite(peak.p95Wait.value));
  if (rows.length < 2) return null;
  const band = rows.filter(({ peak }) => Number.isFinite(peak.p95Wait.high));
  const last = plan.rows.at(-1)?.clients ?? 1;
  return chartView('plan', chart, table, {
    x: {
      kind: 'linear',
      label: chart.clients,
      domain: [0, last * 1.04],
      format: context.number,
      ticks: () => null,
    },
    panels: [
      {
        label: chart.wait,
        kind: 'log',
        format: context.number,
        weight: 1.3,
        lines: [
          {
            name: 'p95',
            style: 0,
            mode: 'both',
            stretches: [rows.map(({ clients, peak }) => ({ x: clients, y: peak.p95Wait.value }))],
          },
        ],
        bands: [
          {
            style: 0,
            points: band.map(({ clients, peak }) => ({
              x: clients,
              low: peak.p95Wait.low,
              high: peak.p95Wait.high,
            })),
          },
        ],
        limits: [{ value: question.maxWait, label: chart.limit(text.wait(question.maxWait)) }],
      },
      {
        label: chart.occupancy,
        kind: 'linear',
        format: (value) => context.number(value),
        weight: 0.7,
        lines: [
          {
            name: '',
            named: false,
            style: 1,
            mode: 'both',
            stretches: [
              plan.rows.map(({ clients, peak }) => ({ x: clients, y: peak.occupancy.value * 100 })),
            ],
          },
        ],
        limits: [],
      },
    ],
    marks:
      plan.fit.low === 0
        ? []
        : [{ x: plan.fit.low, label: chart.fits(text.count(plan.fit.low)), kind: 'phase' as const }],
  });
}

export function planView(
  plan: ClientPlan,
  question: PlanQuestion,
  sources: PlanSources,
  language: Language,
): PlanView {
  const text = new PlanText(language);
  const table = mainTable(plan, question, text);
  const limits = limitsTable(plan, text);
  return {
    title: text.words.title,
    answer: answerOf(plan, question, text),
    asked: askedOf(question, text),
    tables: [table, limits].filter((each) => each !== null),
    chart: table === null ? null : chartOf(plan, question, table, text),
    ...planRemarks(plan, question, sources, language),
  };
}
