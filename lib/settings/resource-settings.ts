/** Where the runner learns what the machines of the system do: CPU, memory and what befalls their processes. */
import { baseUrl } from './hosts.ts';
import * as parse from './parsers.ts';
import { optional, setting } from './setting.ts';

/** What can tell it. `auto`: whichever of them answers; asked for by name, it must. */
export const RESOURCE_SOURCES = [
  'auto',
  'docker',
  'prometheus',
  'kubernetes',
  'process',
  'postgres',
] as const;
export type ResourceSource = (typeof RESOURCE_SOURCES)[number];

const sources: parse.Parser<readonly ResourceSource[]> = (raw) => {
  const names = raw.split(',').map((name) => name.trim());
  const known = RESOURCE_SOURCES.filter((name) => names.includes(name));
  return known.length === new Set(names).size
    ? { ok: true, value: known }
    : { ok: false, expected: `one or more of ${RESOURCE_SOURCES.join(', ')}, comma-separated` };
};

/** A URL of PostgreSQL; it holds a password, so that it is never repeated. */
const databaseUrl: parse.Parser<string> = (raw) =>
  /^postgres(ql)?:\/\/\S+$/.test(raw)
    ? { ok: true, value: raw }
    : { ok: false, expected: 'a URL such as postgresql://user:password@host:5432/database' };

const local = { local: true } as const;

export const RESOURCE_SETTINGS = {
  resources: setting(
    'RESOURCES',
    'what tells CPU and memory of a real system: docker, prometheus, kubernetes, process, postgres, several of them, or auto',
    sources,
    ['auto'] as readonly ResourceSource[],
    local,
  ),
  containers: setting(
    'RESOURCE_CONTAINERS',
    'containers of the system, by name or compose service; unset: those of the compose project that runs Windmill',
    parse.list,
    [] as readonly string[],
    local,
  ),
  dockerHost: setting(
    'DOCKER_HOST',
    'socket of the Docker Engine',
    parse.text,
    'unix:///var/run/docker.sock',
    local,
  ),
  prometheusUrl: setting(
    'PROMETHEUS_URL',
    'a Prometheus that scrapes cAdvisor or node exporter beside the system',
    baseUrl,
    optional<string>(),
    { ...local, address: true },
  ),
  prometheusQueries: setting(
    'PROMETHEUS_QUERIES',
    'JSON file with queries of your own, in place of those for cAdvisor and node exporter',
    parse.text,
    '',
    local,
  ),
  resourceNamespace: setting(
    'RESOURCE_K8S_NAMESPACE',
    'Kubernetes namespace of the pods of the system',
    parse.text,
    'default',
    local,
  ),
  resourceLabels: setting(
    'RESOURCE_K8S_LABELS',
    'labels of these pods, key=value, comma-separated; unset: all pods of the namespace',
    parse.labels,
    {} as Readonly<Record<string, string>>,
    local,
  ),
  processes: setting(
    'RESOURCE_PROCESSES',
    'processes of the system on this machine, by pid or a part of their command line, comma-separated',
    parse.list,
    [] as readonly string[],
    local,
  ),
  monitorDatabaseUrl: setting(
    'MONITOR_DATABASE_URL',
    "Windmill's database, for a role that may read its statistics (pg_monitor): connections, locks, cache, queue",
    databaseUrl,
    '',
    { ...local, secret: true },
  ),
} as const;
