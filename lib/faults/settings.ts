/** Faults: what injects them, into what, for how long, and how soon the system must be back. */
import { baseUrl } from '../settings/hosts.ts';
import * as parse from '../settings/parsers.ts';
import { optional, setting } from '../settings/setting.ts';
import type { SettingsWith } from '../settings/settings.ts';
import { FAULT_KINDS, type FaultKind } from './kinds.ts';

/** Of any fault. */
export const FAULT_SETTINGS = {
  faultBackend: setting(
    'FAULT_BACKEND',
    'what injects faults',
    parse.oneOf(['toxiproxy', 'kubernetes']),
    'toxiproxy',
  ),
  faultSeconds: setting(
    'FAULT_SECONDS',
    'length of a fault, instead of the profile’s',
    parse.duration(1, 3600),
    optional<number>(),
  ),
  recoverySeconds: setting(
    'RECOVERY_SECONDS',
    'time in which the system must be back after a fault; unset: 30, in a smoke run 5',
    parse.duration(1, 3600),
    optional<number>(),
  ),
  faultNamespace: setting(
    'FAULT_K8S_NAMESPACE',
    'Kubernetes namespace of the pods that faults are injected into',
    parse.text,
    'default',
  ),
} as const;

/** Of faults in front of the database. */
export const DATABASE_FAULT_SETTINGS = {
  faultKind: setting(
    'FAULT_KIND',
    'what happens to the database in db-outage; unset: refuse, on Kubernetes hang',
    parse.oneOf(FAULT_KINDS),
    optional<FaultKind>(),
  ),
  databaseProxy: setting(
    'FAULT_DB_PROXY',
    "Toxiproxy's proxy in front of the database",
    parse.proxyName,
    'database',
  ),
  databaseLabels: setting(
    'FAULT_K8S_DB_LABELS',
    'labels of the database pods, key=value, comma-separated',
    parse.labels,
    { app: 'postgres' },
  ),
  databasePort: setting(
    'FAULT_K8S_DB_PORT',
    'port of the database in its pods',
    parse.integer(1, 65_535),
    5432,
  ),
} as const;

/** The suite's stub of a third party. */
export const THIRD_PARTY_SETTINGS = {
  thirdPartyUrl: setting(
    'THIRD_PARTY_URL',
    'third-party stub of the suite: it can answer 500, and tells how busy it is',
    baseUrl,
    optional<string>(),
    { local: true, address: true },
  ),
} as const;

/** Of faults in front of the third party. */
export const THIRD_PARTY_FAULT_SETTINGS = {
  apiProxy: setting(
    'FAULT_API_PROXY',
    "Toxiproxy's proxy in front of the third party",
    parse.proxyName,
    'third_party',
  ),
  apiLabels: setting('FAULT_K8S_API_LABELS', 'labels of the pods of the third party', parse.labels, {
    app: 'third-party',
  }),
  apiPort: setting(
    'FAULT_K8S_API_PORT',
    'port of the third party in its pods',
    parse.integer(1, 65_535),
    8080,
  ),
  proxyPort: setting(
    'FAULT_K8S_PROXY_PORT',
    'port that the disruptor listens on in these pods, and that nothing else there uses',
    parse.integer(1, 65_535),
    8000,
  ),
} as const;

/** What a backend is told of: both points, since what an earlier run left is repaired at each of them. */
export type FaultSettings = SettingsWith<
  typeof FAULT_SETTINGS &
    typeof DATABASE_FAULT_SETTINGS &
    typeof THIRD_PARTY_SETTINGS &
    typeof THIRD_PARTY_FAULT_SETTINGS
>;
