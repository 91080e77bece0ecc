/** Follows a run of k6 from the files that it writes, and shows where it stands. */
import { join } from 'node:path';
import type { Language } from '../../../lib/i18n/types.ts';
import type { Plan } from '../../../lib/load/plan.ts';
import { DashboardReader } from '../../../reports/read/dashboard.ts';
import { parseEventLine } from '../../../reports/read/events.ts';
import { RUN_FILE } from '../../../reports/run-folder.ts';
import { Alerts } from './alerts.ts';
import { LiveReading } from './reading.ts';
import { type Output, Screen } from './screen.ts';
import { type Moment, statusBlock, statusLine } from './status.ts';
import { Tail } from './tail.ts';

export interface LiveOptions {
  /** What the status begins with. */
  readonly name: string;
  readonly plan: Plan | null;
  readonly language: Language;
  readonly output: Output;
  /** Whether an embedded target has ended by itself. */
  readonly targetDied?: () => boolean;
}

const TICK_MS = 1000;
/** Between two lines where nothing can be drawn over. */
const LINE_MS = 10_000;

/** Of the events only these say where a run stands; most runs have thousands of others. */
const WANTED = /\\?"event\\?":\\?"(?:monitor|fault)\\?"/;

export class LiveView {
  readonly #options: LiveOptions;
  readonly #screen: Screen;
  readonly #alerts: Alerts;
  readonly #reading: LiveReading;
  readonly #dashboard = new DashboardReader();
  readonly #series: Tail;
  readonly #events: Tail;
  readonly #startedAt = Date.now();
  readonly #timer: NodeJS.Timeout;
  #lineAt = Date.now();
  #cpuShare: number | null = null;
  #stopped = false;

  /** Begins to follow the run in a folder; `stop` ends it. */
  constructor(runFolder: string, options: LiveOptions) {
    this.#options = options;
    this.#screen = new Screen(options.output);
    this.#alerts = new Alerts(options.language);
    this.#reading = new LiveReading(options.plan);
    this.#series = new Tail(join(runFolder, RUN_FILE.series));
    this.#events = new Tail(join(runFolder, RUN_FILE.events));
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#timer.unref();
    if (this.#screen.isTerminal) this.#show(this.#moment());
  }

  /** Share of the machine that k6 uses, as it was just measured. */
  generator(cpuShare: number): void {
    this.#cpuShare = cpuShare;
  }

  /** A line above the status. */
  say(text: string): void {
    this.#screen.say(text);
    if (this.#screen.isTerminal && !this.#stopped) this.#show(this.#moment());
  }

  /** Ends it and takes the block away. */
  stop(): void {
    clearInterval(this.#timer);
    this.#stopped = true;
    this.#series.close();
    this.#events.close();
    this.#screen.clear();
  }

  #moment(): Moment {
    const now = Date.now();
    return {
      view: this.#reading.view(now),
      seconds: (now - this.#startedAt) / 1000,
      cpuShare: this.#cpuShare,
      now,
    };
  }

  #read(): void {
    for (const line of this.#series.lines()) this.#dashboard.line(line);
    for (const snapshot of this.#dashboard.take()) this.#reading.snapshot(snapshot);
    for (const line of this.#events.lines()) {
      const event = WANTED.test(line) ? parseEventLine(line) : null;
      if (event !== null) this.#reading.event(event);
    }
  }

  #tick(): void {
    this.#read();
    const moment = this.#moment();
    const target = { restarts: this.#reading.restarts, died: this.#options.targetDied?.() ?? false };
    for (const warning of this.#alerts.due(moment, target)) this.#screen.say(warning);
    if (this.#screen.isTerminal || moment.now - this.#lineAt >= LINE_MS) this.#show(moment);
  }

  #show(moment: Moment): void {
    const { name, language } = this.#options;
    this.#lineAt = moment.now;
    this.#screen.draw(
      this.#screen.isTerminal
        ? statusBlock(name, moment, language, this.#screen.columns)
        : [statusLine(name, moment, language)],
    );
  }
}
