/** Slopes and levels of a soak run as text. */

import type { Language } from '../../../lib/i18n/types.ts';
import { formatDuration, formatFigure } from '../../../reports/render/format.ts';
import { amountText } from '../../../reports/render/slope.ts';
import type { FieldTrend } from '../analysis/trends.ts';
import { soakWords } from '../messages.ts';
import type { SoakSettings } from '../settings.ts';

/** A level of a metric whose slope has the unit. */
export function levelText(value: number, unit: string, language: Language): string {
  const own = unit.replace(/\/h$/, '');
  return formatFigure(value, own === '1' ? 'count' : own, language);
}

/** Why a trend has the verdict that it has; null where slope and interval say it. */
export function reasonText(found: FieldTrend, seconds: number, language: Language): string | null {
  const words = soakWords(language);
  const { trend, unit } = found;
  if (!trend.ok) return words.reasons[trend.code]?.(trend.facts) ?? trend.reason;
  const { verdict, plateau, minimumDetectablePerHour, budgetPerHour } = trend.value;
  if (verdict === 'stable') return plateau ? words.plateau : null;
  if (verdict !== 'inconclusive') return null;
  return minimumDetectablePerHour > budgetPerHour
    ? words.tooShort(
        formatDuration(seconds, language),
        amountText(budgetPerHour, unit, seconds, language),
        amountText(minimumDetectablePerHour, unit, seconds, language),
      )
    : words.straddles;
}

/** Whether a budget follows from the length of the run instead of being set. */
export function hasDefaultBudgets(settings: SoakSettings): boolean {
  return [
    settings.soakBudgetMb,
    settings.soakBudgetMs,
    settings.soakBudgetConnections,
    settings.soakBudgetThroughput,
    settings.soakBudgetErrors,
  ].some((budget) => budget === null);
}
