/** What a person at the terminal is told at once, because waiting for the report would cost the rest of the run. */
import type { Language } from '../../../lib/i18n/types.ts';
import { formatFigure } from '../../../reports/render/format.ts';
import { generatorBusy, type Moment } from './status.ts';
import { liveWords } from './words.ts';

/** Every journey fails for so long: that will not become a result worth waiting for. */
export const FAILING_SECONDS = 15;
/** Nothing ends at all; longer, since a journey may wait for its own time-out. */
export const SILENT_SECONDS = 40;
/** Looks (one a second) for which the generator has to be busy. */
const BUSY_LOOKS = 5;
/** A warning is not repeated within this time. */
const REPEAT_MS = 60_000;

/** Warnings that became due at a moment, in words; the same one not again for a minute. */
export class Alerts {
  readonly #language: Language;
  readonly #last = new Map<string, number>();
  #busyLooks = 0;
  #restarts = 0;
  #targetDied = false;

  constructor(language: Language) {
    this.#language = language;
  }

  /** To be asked once a second. */
  due(moment: Moment, target: { readonly restarts: number; readonly died: boolean }): readonly string[] {
    const words = liveWords(this.#language);
    const found: string[] = [];
    const say = (id: string, text: string) => {
      if (moment.now - (this.#last.get(id) ?? Number.NEGATIVE_INFINITY) < REPEAT_MS) return;
      this.#last.set(id, moment.now);
      found.push(`${words.warning}: ${text.replace(/\u00A0/g, ' ')}`);
    };
    const { view, cpuShare } = moment;
    if (target.died && !this.#targetDied) say('died', words.targetDied);
    else if (target.restarts > this.#restarts && view.fault === null) say('restarted', words.restarted);
    this.#targetDied = target.died;
    this.#restarts = target.restarts;
    if (view.failingSeconds >= FAILING_SECONDS) {
      say('failing', words.allFailing(Math.round(view.failingSeconds)));
    } else if (view.silentSeconds >= SILENT_SECONDS) {
      say('silent', words.noAnswers(Math.round(view.silentSeconds)));
    }
    this.#busyLooks = generatorBusy(moment) ? this.#busyLooks + 1 : 0;
    if (this.#busyLooks >= BUSY_LOOKS) {
      const figure = (value: number, unit: string) => formatFigure(value, unit, this.#language);
      const late = view.driftP95Ms ?? 0;
      const what = [
        ...(cpuShare === null ? [] : [`CPU ${figure(Math.round(cpuShare * 100) / 100, 'share')}`]),
        ...(late >= 1 ? [words.late(figure(Math.round(late), 'ms'))] : []),
      ];
      say('busy', words.busy(what.join(', ')));
    }
    return found;
  }
}
