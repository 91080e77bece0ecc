import { thinkTimeOf } from '../../lib/load/plan.ts';
import { defineScenario } from '../../lib/scenario.ts';
import { LOAD_CRITERIA } from '../shared/load-family/criteria.ts';
import { rampPlan } from '../shared/load-family/plan.ts';

/** Concurrent users, where none are set. */
const USERS = 10;

export const normalScenario = defineScenario({
  name: 'normal',
  load: '10 users, short ramp',
  establishes: 'the same at a normal working load',
  question: {
    en: 'How the system answers at this load',
    es: 'Cómo responde el sistema con esta carga',
  },
  settings: {},
  plan: (settings) => rampPlan(USERS, settings),
  thinkTime: thinkTimeOf,
  criteria: LOAD_CRITERIA,
});
