/** The settings of the scenarios around a fault, and which of the two each is for. */
import {
  DATABASE_FAULT_SETTINGS,
  FAULT_SETTINGS,
  THIRD_PARTY_FAULT_SETTINGS,
  THIRD_PARTY_SETTINGS,
} from '../../../lib/faults/settings.ts';
import * as parse from '../../../lib/settings/parsers.ts';
import { onlyFor, optional, setting } from '../../../lib/settings/setting.ts';
import type { SettingsWith } from '../../../lib/settings/settings.ts';
import { RESCUE_SETTINGS } from '../rescue-settings.ts';

const OUTAGE_SETTINGS = {
  outageAnswerMs: setting(
    'OUTAGE_ANSWER_MS',
    'longest that a client may wait for an answer while the database is away; Windmill’s own comes after 30 s',
    parse.integer(500, 600_000),
    35_000,
  ),
} as const;

const API_SETTINGS = {
  apiTimeoutMs: setting(
    'API_TIMEOUT_MS',
    'time-out that jobs give the third party; unset: 500, in a smoke run 200',
    parse.number(50, 60_000, 'ms'),
    optional<number>(),
  ),
  apiPath: setting(
    'WM_API_SCRIPT_PATH',
    'script that calls the third party',
    parse.windmillPath,
    'f/perf/call_api',
  ),
} as const;

/** Both have all of them in hand, since what an earlier run left is repaired at each point. */
export const FAULT_FAMILY_SETTINGS = {
  ...FAULT_SETTINGS,
  ...RESCUE_SETTINGS,
  ...onlyFor(['db-outage'], { ...DATABASE_FAULT_SETTINGS, ...OUTAGE_SETTINGS }),
  ...onlyFor(['api-latency'], { ...THIRD_PARTY_FAULT_SETTINGS, ...THIRD_PARTY_SETTINGS, ...API_SETTINGS }),
} as const;
export type FaultFamilySettings = SettingsWith<typeof FAULT_FAMILY_SETTINGS>;
