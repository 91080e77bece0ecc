/** stress: more and more users, until the system breaks or no more are asked for. */

import type { CriteriaOf } from '../../lib/criteria/types.ts';
import { THIRD_PARTY_SETTINGS } from '../../lib/faults/settings.ts';
import { METRIC } from '../../lib/metric-names.ts';
import { defineScenario } from '../../lib/scenario.ts';
import * as parse from '../../lib/settings/parsers.ts';
import { optional, setting } from '../../lib/settings/setting.ts';
import type { SettingsWith } from '../../lib/settings/settings.ts';
import { stressPlan, stressThinkTime } from './load/plan.ts';

/** How `stress` looks for the limit. */
export const STRESS_MODES = ['ramp', 'search'] as const;
export type StressMode = (typeof STRESS_MODES)[number];

export const STRESS_SETTINGS = {
  stressErrorRate: setting(
    'STRESS_ERROR_RATE',
    'share of failures at which a step counts as broken',
    parse.number(0, 1),
    0.2,
  ),
  stressLatencyMs: setting(
    'STRESS_LATENCY_MS',
    'p95 at which a step counts as broken',
    parse.number(1, 600_000, 'ms'),
    10_000,
  ),
  usersStep: setting('USERS_STEP', 'users added a step', parse.integer(1, 100_000), optional<number>()),
  stepSeconds: setting('STEP_SECONDS', 'length of a step', parse.duration(2, 86_400), optional<number>()),
  maxUsers: setting(
    'MAX_USERS',
    'users at which stress stops',
    parse.integer(1, 100_000),
    optional<number>(),
  ),
  stressMode: setting(
    'STRESS_MODE',
    'how stress looks for the limit: one ramp, or a search over short runs',
    parse.oneOf(STRESS_MODES),
    'ramp',
  ),
  stressMinUsers: setting(
    'STRESS_MIN_USERS',
    'concurrent users that stress must confirm to pass',
    parse.integer(1, 100_000),
    50,
  ),
  ...THIRD_PARTY_SETTINGS,
} as const;
export type StressSettings = SettingsWith<typeof STRESS_SETTINGS>;

const STRESS_CRITERIA = {
  /** Over the whole run: load must never mix up results. */
  'stress-wrong-results': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: METRIC.wrongResults, statistic: 'passes' },
    words: {
      en: {
        title: 'Results of another job or workspace, whole run',
        next: 'Take this as a data leak until shown otherwise: stop, and look at what is shared between concurrent jobs.',
      },
      es: {
        title: 'Resultados de otro trabajo o espacio, prueba entera',
        next: 'Trátelo como una fuga de datos mientras no se demuestre lo contrario: pare y busque qué comparten los trabajos simultáneos.',
      },
    },
  },
  /** The highest number of users at once that was confirmed, against what is asked for. */
  'stress-max-users': {
    unit: 'users',
    comparison: '>=',
    limit: (settings) => settings.stressMinUsers,
    // A step is good or bad only where the intervals of its figures allow it.
    proof: 'confirmed',
    words: {
      en: {
        title: 'Users at once that were held',
        next: 'Look at what saturated first in the table of steps: workers, CPU, connections, or a lock that shows in none of them.',
      },
      es: {
        title: 'Usuarios a la vez que aguantó',
        next: 'Mire qué se saturó primero en la tabla de escalones: workers, CPU, conexiones, o un bloqueo que no aparece en ninguno.',
      },
    },
  },
} as const satisfies CriteriaOf<StressSettings>;

export const stressScenario = defineScenario({
  name: 'stress',
  load: 'staircase of users, one k6 scenario a step',
  establishes:
    'max concurrent users before failures > 20 % or latency > 10 s; resources per step; capacity model',
  question: {
    en: 'How many users it takes, and what gives way first',
    es: 'Cuántos usuarios aguanta y qué cede primero',
  },
  settings: STRESS_SETTINGS,
  plan: (settings) => stressPlan(settings, null),
  thinkTime: stressThinkTime,
  endsEarly: true,
  criteria: STRESS_CRITERIA,
});
