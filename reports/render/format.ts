/**
 * Numbers as text. Own rules, not those of the machine's locale data: the same run prints the same everywhere.
 * Rounding is for the eye only and never moves a figure to the other side of what it is compared with.
 */
import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import { knownWord } from '../i18n/known-word.ts';
import { cleanText } from './escape.ts';

interface NumberStyle {
  readonly decimal: string;
  readonly group: string;
  /** Fewest digits of the whole part that are grouped (Spanish leaves four together). */
  readonly groupFrom: number;
}

const STYLES: Readonly<Record<Language, NumberStyle>> = {
  en: { decimal: '.', group: ',', groupFrom: 4 },
  es: { decimal: ',', group: '\u00A0', groupFrom: 5 },
};

/** Between a number and its unit. */
const NBSP = '\u00A0';
const MAX_DECIMALS = 30;
/** From here on the scientific form is shorter and says more. */
const HUGE = 1e15;

const sign = (difference: number): number => (difference > 0 ? 1 : difference < 0 ? -1 : 0);

/** Decimals that an eye needs: about three digits. */
function usualDecimals(magnitude: number): number {
  if (magnitude >= 100) return 0;
  return magnitude >= 10 ? 1 : 2;
}

/** Moves the decimal point of plain decimal text to the right, without arithmetic on the value. */
function shiftPoint(text: string, places: number): string {
  if (places === 0) return text;
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const digits = fraction.padEnd(places, '0');
  const moved = (whole + digits.slice(0, places)).replace(/^0+(?=\d)/, '');
  const rest = digits.slice(places);
  return `${negative ? '-' : ''}${moved}${rest === '' ? '' : `.${rest}`}`;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function localise(text: string, language: Language): string {
  const style = STYLES[language];
  const negative = text.startsWith('-');
  const [whole = '0', fraction] = (negative ? text.slice(1) : text).split('.');
  const grouped = whole.length >= style.groupFrom ? whole.replace(/\B(?=(\d{3})+$)/g, style.group) : whole;
  return `${negative ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : style.decimal + fraction}`;
}

/**
 * Decimal text of `value`, rounded, with as many decimals as it takes for the text to stand to each of `references` as
 * the value does. `shift` moves the point (2 for a share printed in per cent).
 */
function decimalText(value: number, references: readonly number[], shift: number): string {
  if (Math.abs(value) >= HUGE) return String(value);
  const start = usualDecimals(Math.abs(value) * 10 ** shift) + shift;
  for (let decimals = start; decimals <= MAX_DECIMALS; decimals += 1) {
    const text = value.toFixed(decimals);
    const rounded = Number(text);
    if (references.every((reference) => sign(rounded - reference) === sign(value - reference))) {
      return trimZeros(shiftPoint(text, shift));
    }
  }
  return trimZeros(shiftPoint(value.toFixed(100), shift));
}

/** Differences below this share of a figure come from floating point, as in 1 − .07. */
const NOISE = 1e-12;

/**
 * Decimals of a limit: every digit it was set with, none that floating point added, unless the figure beside it differs
 * by no more than that.
 */
function limitText(limit: number, observed: number | null): string {
  const exact =
    observed !== null && observed !== limit && Math.abs(observed - limit) <= NOISE * Math.abs(limit);
  const tolerance = exact ? 0 : NOISE * Math.abs(limit);
  for (let decimals = 0; decimals <= 100; decimals += 1) {
    const text = limit.toFixed(decimals);
    if (Math.abs(Number(text) - limit) <= tolerance) return text;
  }
  return String(limit);
}

/** A number without a unit, rounded to about three digits. What is not zero never prints as zero. */
export function formatNumber(value: number, language: Language): string {
  return localise(decimalText(value, [0], 0), language);
}

/** A whole number, every digit. */
export function formatCount(value: number, language: Language): string {
  return localise(Number.isInteger(value) ? value.toFixed(0) : decimalText(value, [0], 0), language);
}

const isShare = (unit: string): boolean => unit === 'share' || unit.startsWith('share/');

function withUnit(text: string, unit: string, plain: number, language: Language): string {
  const { units } = reportMessages(language).report;
  if (unit.startsWith('share/')) return `${text}${NBSP}%${cleanText(unit.slice('share'.length), 12)}`;
  switch (unit) {
    case 'share':
      return `${text}${NBSP}%`;
    case 'ratio':
      return `${text}${NBSP}×`;
    case '':
    case 'count':
    case 'exponent':
    case 'index':
      return text;
    case 'users':
      return `${text}${NBSP}${plain === 1 ? units.user : units.users}`;
    default:
      return `${text}${NBSP}${cleanText(knownWord(units.named, unit) ?? unit, 24)}`;
  }
}

/** A figure with its unit, or the words for "no samples". */
export function formatFigure(value: number | null | undefined, unit: string, language: Language): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return reportMessages(language).report.noSamples;
  }
  const whole = (unit === 'count' || unit === 'users') && Number.isInteger(value) && Math.abs(value) < HUGE;
  const text = whole
    ? value.toFixed(0)
    : isShare(unit)
      ? decimalText(value, unit === 'share' ? [0, 1] : [0], 2)
      : decimalText(value, [0], 0);
  return withUnit(localise(text, language), unit, value, language);
}

/** CPU in cores, `1.6 of 2 cores`, from percent of one core. */
export function formatCores(
  percent: number | null | undefined,
  cores: number | undefined,
  language: Language,
): string {
  const { noSamples, units } = reportMessages(language).report;
  if (percent === null || percent === undefined || !Number.isFinite(percent)) return noSamples;
  const used = localise(decimalText(percent / 100, [0], 0), language);
  return units.cores(used, cores === undefined ? null : formatCount(cores, language)).replaceAll(' ', NBSP);
}

/**
 * An observed figure beside its limit: rounded no further than the relation between the two stays visible, so that
 * `.995` against a limit of `1` never prints as `1`.
 */
export function formatObserved(
  observed: number | null,
  limit: number,
  unit: string,
  language: Language,
): string {
  if (observed === null || !Number.isFinite(observed)) return reportMessages(language).report.noSamples;
  const shift = isShare(unit) ? 2 : 0;
  const shown = Math.abs(limit) >= HUGE ? limit : Number(limitText(limit, observed));
  if (observed === limit && Math.abs(limit) < HUGE) {
    const same = trimZeros(shiftPoint(limitText(limit, observed), shift));
    return withUnit(localise(same, language), unit, observed, language);
  }
  const references = isShare(unit) ? [0, 1, shown] : [0, shown];
  const whole = (unit === 'count' || unit === 'users') && Number.isInteger(observed);
  const text =
    whole && Math.abs(observed) < HUGE ? observed.toFixed(0) : decimalText(observed, references, shift);
  return withUnit(localise(text, language), unit, observed, language);
}

const SYMBOL = { '<': '<', '<=': '≤', '>': '>', '>=': '≥', '=': '=' } as const;

/** The limit with its sign, `< 2,000 ms`, as it stands beside an observed figure. */
export function formatLimit(
  comparison: keyof typeof SYMBOL,
  limit: number,
  unit: string,
  language: Language,
  observed: number | null = null,
): string {
  const plain = Math.abs(limit) >= HUGE ? String(limit) : limitText(limit, observed);
  const text = localise(trimZeros(shiftPoint(plain, isShare(unit) ? 2 : 0)), language);
  return `${SYMBOL[comparison]}${NBSP}${withUnit(text, unit, limit, language)}`;
}

/** Levels that a p value is held against: none of them is crossed by rounding. */
const P_LEVELS = [0, 0.01, 0.05, 1];

export function formatP(p: number | null, language: Language): string {
  if (p === null || !Number.isFinite(p)) return '–';
  return p < 0.0001
    ? `<${NBSP}${localise('0.0001', language)}`
    : localise(decimalText(p, P_LEVELS, 0), language);
}

/** A change in relation to what was before: `+12.3 %`. `null` where there is nothing to relate it to. */
export function formatChange(share: number | null, language: Language): string {
  if (share === null || !Number.isFinite(share)) return '–';
  const text = localise(decimalText(share, [0], 2), language);
  return `${share > 0 ? '+' : ''}${text}${NBSP}%`;
}

/** `1 h 2 min`, `3 min 5 s`, `4.2 s`. */
export function formatDuration(seconds: number | null, language: Language): string {
  if (seconds === null || !Number.isFinite(seconds)) return reportMessages(language).report.noSamples;
  if (seconds < 60) return formatFigure(seconds, 's', language);
  const total = Math.round(seconds);
  const parts: string[] = [];
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  if (hours > 0) parts.push(`${formatCount(hours, language)}${NBSP}h`);
  if (minutes > 0) parts.push(`${minutes}${NBSP}min`);
  if (hours === 0 && total % 60 > 0) parts.push(`${total % 60}${NBSP}s`);
  return parts.join(' ');
}

/** A moment after the start of the load, as on a clock: `2:05`, `1:02:05`. */
export function formatClock(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}

/** An ISO time as `2026-01-31 09:30:00 UTC`; anything else as it stands. */
export function formatTime(iso: string | null): string {
  if (iso === null) return '–';
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return cleanText(iso, 40);
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
