/** A client in words, `300 jobs/h, 4 s each, peak 6x`; Spanish ones do, too: `300 trabajos/h, 4 s cada uno, pico 6x`. */
import { type DemandPart, HOURS, peakedDay } from './demand.ts';
import {
  exponentialTime,
  fixedTime,
  lognormalByP95,
  MAX_P95_RATIO,
  type ServiceTime,
} from './service-time.ts';

export type ClientOutcome =
  | { readonly ok: true; readonly client: DemandPart }
  | { readonly ok: false; readonly problems: readonly string[] };

const JOBS_PER_HOUR: Readonly<Record<string, number>> = {
  s: 3600,
  min: 60,
  h: 1,
  hour: 1,
  hora: 1,
  day: 1 / HOURS,
  día: 1 / HOURS,
  dia: 1 / HOURS,
  d: 1 / HOURS,
};
const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: 60, m: 60 };

const NUMBER = '(\\d+(?:[.,]\\d+)?)';
const RATE = new RegExp(`^${NUMBER}\\s*(?:jobs?|trabajos?)\\s*(?:/|per |a |an |por )\\s*(\\p{L}+)$`, 'u');
const EACH = new RegExp(`^${NUMBER}\\s*(ms|s|min|m)\\s*(?:each|a job|cada uno|cada trabajo)$`);
const P95 = new RegExp(`^p95\\s*(?:of|de)?\\s*${NUMBER}\\s*(ms|s|min|m)$`);
const PEAK = new RegExp(`^(?:peak|pico)\\s*(?:of|de)?\\s*${NUMBER}\\s*[x×]$`);
const FIXED = /^(?:fixed|always|fijo|siempre)$/;

/** `1.000` is a thousand to some and one to others: neither is guessed. */
const AMBIGUOUS = /(?<![\d.,])[1-9]\d*[.,]\d{3}(?!\d)/;

const amount = (text: string | undefined): number => Number((text ?? '').replace(',', '.'));

export const CLIENT_FORM =
  '"300 jobs/h, 4 s each, peak 6x" (with "p95 12 s" or "fixed" where the jobs do not vary as an exponential)';

interface Read {
  rate?: number;
  mean?: number;
  p95?: number;
  peak?: number;
  fixed?: boolean;
}

/** Reads one part into what is known; a sentence where it says nothing that is understood. */
function readPart(part: string, read: Read): string | null {
  const [unclear] = AMBIGUOUS.exec(part) ?? [];
  if (unclear !== undefined) {
    const plain = unclear.replace(/[.,]/, '');
    return `"${part}" may mean ${plain} or ${Number(unclear.replace(',', '.'))}: write one of these`;
  }
  const [rate, each, p95, peak] = [RATE, EACH, P95, PEAK].map((form) => form.exec(part));
  if (rate) {
    const unit = JOBS_PER_HOUR[rate[2] ?? ''];
    if (unit === undefined) return `"${part}" has an unknown unit, must be jobs/s, /min, /h or /day`;
    read.rate = amount(rate[1]) * unit;
  } else if (each) read.mean = amount(each[1]) * (SECONDS[each[2] ?? ''] ?? Number.NaN);
  else if (p95) read.p95 = amount(p95[1]) * (SECONDS[p95[2] ?? ''] ?? Number.NaN);
  else if (peak) read.peak = amount(peak[1]);
  else if (FIXED.test(part)) read.fixed = true;
  else return `"${part}" is not understood, must be a part of ${CLIENT_FORM}`;
  return null;
}

function serviceOf({ mean = 0, p95, fixed }: Read): ServiceTime | null {
  if (fixed === true) return fixedTime(mean);
  return p95 === undefined ? exponentialTime(mean) : lognormalByP95(mean, p95);
}

/** Reads a client, or tells every mistake in it. */
export function readClient(text: string): ClientOutcome {
  const read: Read = {};
  const parts = text
    .toLowerCase()
    .split(/(?<!\d),|,(?!\d)|;/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const problems = parts.flatMap((part) => readPart(part, read) ?? []);
  const { rate = 0, mean = 0, peak = 1, p95 } = read;
  if (read.rate === undefined) problems.push('says no rate, such as "300 jobs/h"');
  else if (!(rate > 0)) problems.push('has a rate of 0');
  if (read.mean === undefined) problems.push('says no time a job, such as "4 s each"');
  else if (!(mean > 0)) problems.push('has jobs of 0 s');
  if (!(peak >= 1 && peak <= HOURS)) {
    problems.push(`has a peak of ${peak}x, must be 1x (every hour alike) to ${HOURS}x (all in one hour)`);
  }
  if (p95 !== undefined && read.fixed === true) problems.push('has "fixed" and a p95: give one of them');
  const service = serviceOf(read);
  if (service === null) {
    problems.push(
      `has a p95 of ${p95} s with a mean of ${mean} s, must be 1 to ${MAX_P95_RATIO.toFixed(2)} times the mean`,
    );
  }
  if (problems.length > 0 || service === null) {
    return { ok: false, problems: problems.map((problem) => `--client ${problem}`) };
  }
  const client = {
    name: text,
    runnable: null,
    jobsPerHour: peakedDay(rate, peak),
    service,
    tag: '',
    priority: 0,
  };
  return { ok: true, client };
}
