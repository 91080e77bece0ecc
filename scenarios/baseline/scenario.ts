import { thinkTimeOf } from '../../lib/load/plan.ts';
import { defineScenario } from '../../lib/scenario.ts';
import { LOAD_CRITERIA } from '../shared/load-family/criteria.ts';
import { rampPlan } from '../shared/load-family/plan.ts';

/** Concurrent users, where none are set. */
const USERS = 1;

export const baselineScenario = defineScenario({
  name: 'baseline',
  load: '1 user, short ramp',
  establishes: 'RPS, p50/p95/p99 and error rate of an idle system; pass: p95 < 2 s, errors < 1 %',
  question: {
    en: 'How the system answers at this load',
    es: 'Cómo responde el sistema con esta carga',
  },
  oneGenerator: 'its load is a single user, who cannot be shared',
  settings: {},
  plan: (settings) => rampPlan(USERS, settings),
  thinkTime: thinkTimeOf,
  criteria: LOAD_CRITERIA,
});
