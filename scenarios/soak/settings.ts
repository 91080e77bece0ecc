/** How long a soak lasts, and how fast its figures may get worse. */
import * as parse from '../../lib/settings/parsers.ts';
import { optional, setting } from '../../lib/settings/setting.ts';
import type { SettingsWith } from '../../lib/settings/settings.ts';

export const SOAK_SETTINGS = {
  soakUsers: setting('SOAK_USERS', 'users of the soak', parse.integer(1, 100_000), 20),
  soakDurationSeconds: setting(
    'SOAK_DURATION',
    'length of the soak',
    parse.duration(10, 7 * 86_400),
    optional<number>(),
  ),
  soakBudgetMb: setting(
    'SOAK_BUDGET_MB_PER_HOUR',
    'growth of memory that soak accepts, MB/h; unset: by length of the run',
    parse.number(0, 1_000_000, 'MB/h'),
    optional<number>(),
  ),
  soakBudgetMs: setting(
    'SOAK_BUDGET_MS_PER_HOUR',
    'growth of the p95 that soak accepts, ms/h; unset: by length of the run',
    parse.number(0, 10_000_000, 'ms/h'),
    optional<number>(),
  ),
  soakBudgetConnections: setting(
    'SOAK_BUDGET_CONNECTIONS_PER_HOUR',
    'growth of open database connections that soak accepts; unset: by length of the run',
    parse.number(0, 1_000_000, 'connections/h'),
    optional<number>(),
  ),
  soakBudgetThroughput: setting(
    'SOAK_BUDGET_THROUGHPUT_PERCENT_PER_HOUR',
    'loss of throughput that soak accepts, in per cent of it per hour; unset: by length of the run',
    parse.number(0, 1_000_000, '%/h'),
    optional<number>(),
  ),
  soakBudgetErrors: setting(
    'SOAK_BUDGET_ERRORS_PERCENT_PER_HOUR',
    'growth of the share of failed journeys that soak accepts, in points per hour; unset: by length of the run',
    parse.number(0, 1_000_000, '%/h'),
    optional<number>(),
  ),
} as const;
export type SoakSettings = SettingsWith<typeof SOAK_SETTINGS>;
