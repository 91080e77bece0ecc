/** duplicate-webhooks: an event that arrives more than once must take effect once. */

import type { CriteriaOf } from '../../lib/criteria/types.ts';
import { METRIC } from '../../lib/metric-names.ts';
import { defineScenario } from '../../lib/scenario.ts';
import { webhookPlan } from './load/arms.ts';
import { webhookNeeds } from './load/needs.ts';
import { DUPLICATE_SETTINGS } from './settings.ts';

const WEBHOOK_CRITERIA = {
  'effects-repeated': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.webhookRepeated, statistic: 'passes' },
    words: {
      en: {
        title: 'Events whose side effects were applied more than once',
        next: 'Make the check for duplicates and the side effects one transaction, decided by a unique key of tenant and event id.',
      },
      es: {
        title: 'Eventos cuyos efectos se aplicaron más de una vez',
        next: 'Haga de la detección de duplicados y los efectos una sola transacción, decidida por una clave única de cliente e identificador.',
      },
    },
  },
  'effects-missing': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.webhookMissing, statistic: 'passes' },
    words: {
      en: {
        title: 'Events whose side effects are missing',
        next: 'Look at what counts as a duplicate: only the same id of the same tenant may.',
      },
      es: {
        title: 'Eventos cuyos efectos faltan',
        next: 'Mire qué se toma por duplicado: solo puede serlo el mismo identificador del mismo cliente.',
      },
    },
  },
} as const satisfies CriteriaOf;

export const webhookScenario = defineScenario({
  name: 'duplicate-webhooks',
  load: 'duplicates in sequence, concurrent, after commit, same id with another body',
  establishes: 'side effects counted: exactly one',
  question: {
    en: 'Whether a repeated event takes effect once',
    es: 'Si un evento repetido surte efecto una sola vez',
  },
  oneGenerator: 'it counts what each delivery left behind, one after the other',
  untimed: true,
  settings: DUPLICATE_SETTINGS,
  plan: ({ profile }) => webhookPlan(profile),
  criteria: WEBHOOK_CRITERIA,
  needs: webhookNeeds,
});
