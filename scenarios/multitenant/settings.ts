/** Many tenants at once: how one of them floods, and what the others may feel of it. */
import * as parse from '../../lib/settings/parsers.ts';
import { setting } from '../../lib/settings/setting.ts';
import type { SettingsWith } from '../../lib/settings/settings.ts';

export const TENANT_SETTINGS = {
  neighbourRatio: setting(
    'NEIGHBOUR_RATIO',
    'p95 of a tenant beside a flooding one over its p95 without, at most',
    parse.number(1, 1000),
    3,
  ),
  neighbourMinShare: setting(
    'NEIGHBOUR_MIN_SHARE',
    'share of its pace that each tenant must keep beside a flooding one',
    parse.number(0, 1),
    0.5,
  ),
  neighbourJain: setting(
    'NEIGHBOUR_JAIN',
    'Jain’s fairness index over those shares, at least',
    parse.number(0, 1),
    0.8,
  ),
  tenantScaling: setting(
    'TENANT_SCALING',
    'exponent of the p95 over the number of tenants at the same load, at most; 0.5: four times the tenants double it',
    parse.number(0, 10),
    0.5,
  ),
  neighbourUsers: setting(
    'NEIGHBOUR_USERS',
    'users of the flooding tenant: more than there are workers',
    parse.integer(1, 10_000),
    20,
  ),
  neighbourPath: setting(
    'WM_NEIGHBOUR_SCRIPT_PATH',
    'script that the flooding tenant runs',
    parse.windmillPath,
    'f/perf/sleep',
  ),
  neighbourJobMs: setting(
    'NEIGHBOUR_JOB_MS',
    'length of its jobs, their argument ms',
    parse.number(1, 60_000, 'ms'),
    100,
  ),
} as const;
export type TenantSettings = SettingsWith<typeof TENANT_SETTINGS>;
