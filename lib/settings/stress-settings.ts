/** How stress climbs, and at what it says that the system broke. */
import * as parse from './parsers.ts';
import { optional, setting } from './setting.ts';

/** How `stress` looks for the limit. */
export const STRESS_MODES = ['ramp', 'search'] as const;
export type StressMode = (typeof STRESS_MODES)[number];

export const STRESS_SETTINGS = {
  stressErrorRate: setting(
    'STRESS_ERROR_RATE',
    'share of failures at which a step counts as broken',
    parse.number(0, 1),
    0.2,
    { scenarios: ['stress'] },
  ),
  stressLatencyMs: setting(
    'STRESS_LATENCY_MS',
    'p95 at which a step counts as broken',
    parse.number(1, 600_000, 'ms'),
    10_000,
    { scenarios: ['stress'] },
  ),
  usersStep: setting('USERS_STEP', 'users added a step', parse.integer(1, 100_000), optional<number>(), {
    scenarios: ['stress'],
  }),
  stepSeconds: setting('STEP_SECONDS', 'length of a step', parse.duration(2, 86_400), optional<number>(), {
    scenarios: ['stress'],
  }),
  maxUsers: setting(
    'MAX_USERS',
    'users at which stress stops',
    parse.integer(1, 100_000),
    optional<number>(),
    { scenarios: ['stress'] },
  ),
  stressMode: setting(
    'STRESS_MODE',
    'how stress looks for the limit: one ramp, or a search over short runs',
    parse.oneOf(STRESS_MODES),
    'ramp',
    { scenarios: ['stress'] },
  ),
  stressMinUsers: setting(
    'STRESS_MIN_USERS',
    'concurrent users that stress must confirm to pass',
    parse.integer(1, 100_000),
    50,
    { scenarios: ['stress'] },
  ),
} as const;
