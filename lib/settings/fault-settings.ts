/** Faults: what injects them, into what, for how long, and how soon the system must be back. */
import { FAULT_KINDS, type FaultKind } from '../faults/kinds.ts';
import * as parse from './parsers.ts';
import { optional, setting } from './setting.ts';

export const FAULT_SETTINGS = {
  faultBackend: setting(
    'FAULT_BACKEND',
    'what injects faults',
    parse.oneOf(['toxiproxy', 'kubernetes']),
    'toxiproxy',
    { scenarios: ['db-outage', 'api-latency'] },
  ),
  faultKind: setting(
    'FAULT_KIND',
    'what happens to the database in db-outage; unset: refuse, on Kubernetes hang',
    parse.oneOf(FAULT_KINDS),
    optional<FaultKind>(),
    { scenarios: ['db-outage'] },
  ),
  faultSeconds: setting(
    'FAULT_SECONDS',
    'length of a fault, instead of the profile’s',
    parse.duration(1, 3600),
    optional<number>(),
    { scenarios: ['db-outage', 'api-latency'] },
  ),
  recoverySeconds: setting(
    'RECOVERY_SECONDS',
    'time in which the system must be back after a fault; unset: 30, in a smoke run 5',
    parse.duration(1, 3600),
    optional<number>(),
    { scenarios: ['db-outage', 'api-latency'] },
  ),
  outageAnswerMs: setting(
    'OUTAGE_ANSWER_MS',
    'longest that a client may wait for an answer while the database is away; Windmill’s own comes after 30 s',
    parse.integer(500, 600_000),
    35_000,
    { scenarios: ['db-outage'] },
  ),
  rescueSeconds: setting(
    'RESCUE_SECONDS',
    'longest that the system takes to run the job of a dead worker again, which an accepted job is waited for',
    parse.duration(1, 3600),
    100,
    { scenarios: ['db-outage', 'api-latency', 'duplicate-webhooks'] },
  ),
  apiTimeoutMs: setting(
    'API_TIMEOUT_MS',
    'time-out that jobs give the third party; unset: 500, in a smoke run 200',
    parse.number(50, 60_000, 'ms'),
    optional<number>(),
    { scenarios: ['api-latency'] },
  ),
  databaseProxy: setting(
    'FAULT_DB_PROXY',
    "Toxiproxy's proxy in front of the database",
    parse.proxyName,
    'database',
    { scenarios: ['db-outage'] },
  ),
  apiProxy: setting(
    'FAULT_API_PROXY',
    "Toxiproxy's proxy in front of the third party",
    parse.proxyName,
    'third_party',
    { scenarios: ['api-latency'] },
  ),
  faultNamespace: setting(
    'FAULT_K8S_NAMESPACE',
    'Kubernetes namespace of the pods that faults are injected into',
    parse.text,
    'default',
    { scenarios: ['db-outage', 'api-latency'] },
  ),
  databaseLabels: setting(
    'FAULT_K8S_DB_LABELS',
    'labels of the database pods, key=value, comma-separated',
    parse.labels,
    { app: 'postgres' },
    { scenarios: ['db-outage'] },
  ),
  apiLabels: setting(
    'FAULT_K8S_API_LABELS',
    'labels of the pods of the third party',
    parse.labels,
    {
      app: 'third-party',
    },
    { scenarios: ['api-latency'] },
  ),
  databasePort: setting(
    'FAULT_K8S_DB_PORT',
    'port of the database in its pods',
    parse.integer(1, 65_535),
    5432,
    { scenarios: ['db-outage'] },
  ),
  apiPort: setting(
    'FAULT_K8S_API_PORT',
    'port of the third party in its pods',
    parse.integer(1, 65_535),
    8080,
    { scenarios: ['api-latency'] },
  ),
} as const;
