/** Slopes in the time that a run measured. */
import type { Language } from '../../lib/i18n/types.ts';
import { formatFigure } from './format.ts';

const SECONDS_PER_HOUR = 3600;

/** What a slope comes to in the time that was measured: "15 MB" of 180 MB/h in 5 min. */
export function amountText(slopePerHour: number, unit: string, seconds: number, language: Language): string {
  // More digits than the slope has would be made up.
  const amount = Number(((slopePerHour * seconds) / SECONDS_PER_HOUR).toPrecision(3));
  const own = unit.replace(/\/h$/, '');
  return formatFigure(amount, own === '1' ? '' : own, language);
}

/** The same with its sign: "+15 MB". */
export function changeText(slopePerHour: number, unit: string, seconds: number, language: Language): string {
  const text = amountText(slopePerHour, unit, seconds, language);
  return slopePerHour > 0 ? `+${text}` : text;
}
