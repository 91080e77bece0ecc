import type { CriteriaOf } from '../../lib/criteria/types.ts';
import { thinkTimeOf } from '../../lib/load/plan.ts';
import { defineScenario } from '../../lib/scenario.ts';
import { LOAD_CRITERIA } from '../shared/load-family/criteria.ts';
import { burstPlan } from './plan.ts';

/** Concurrent users of the peak, where none are set. */
const USERS = 100;

/** Quiet before and after the peak may differ by this factor and still count as recovered. */
const BURST_RECOVERY_RATIO = 1.5;

const BURST_CRITERIA = {
  'burst-recovery': {
    unit: 'ratio',
    comparison: '<=',
    limit: () => BURST_RECOVERY_RATIO,
    words: {
      en: {
        title: 'p95 after the peak over p95 before it',
        next: 'Look at the queue after the peak: a backlog that does not drain means that the peak outran the workers.',
      },
      es: {
        title: 'p95 tras el pico respecto al p95 anterior',
        next: 'Mire la cola después del pico: si no se vacía, el pico superó a los workers.',
      },
    },
  },
} as const satisfies CriteriaOf;

export const burstScenario = defineScenario({
  name: 'burst',
  load: '0 → 100 users at once, hold, back to quiet',
  establishes: 'the same, and recovery to the quiet level after the peak',
  question: {
    en: 'How the system answers at this load',
    es: 'Cómo responde el sistema con esta carga',
  },
  settings: {},
  plan: (settings) => burstPlan(USERS, settings),
  thinkTime: thinkTimeOf,
  criteria: { ...LOAD_CRITERIA, ...BURST_CRITERIA },
});
