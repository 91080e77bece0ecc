/** Watches the machines of the system beside a run and writes down what they do. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { cpus } from 'node:os';
import { isLoopback, parseHttpUrl } from '../../../lib/settings/hosts.ts';
import { RESOURCE_SETTINGS, type ResourceSource } from '../../../lib/settings/resource-settings.ts';
import type { Settings } from '../../../lib/settings/table.ts';
import type { ResourceLine } from '../../../reports/resources/record.ts';
import { messageOf, UsageError } from '../errors.ts';
import { openDocker } from './docker.ts';
import { openKubernetes } from './kubernetes.ts';
import { openPostgres } from './postgres.ts';
import { openProcesses } from './processes.ts';
import { openPrometheus } from './prometheus.ts';
import { type OpenSource, SourceProblem } from './source.ts';

type Name = Exclude<ResourceSource, 'auto'>;

const OPEN: Readonly<Record<Name, (settings: Settings) => Promise<OpenSource>>> = {
  docker: ({ dockerHost, containers }) => openDocker(dockerHost, containers),
  prometheus: ({ prometheusUrl, prometheusQueries, containers }) => {
    if (prometheusUrl === null) {
      throw new SourceProblem('RESOURCES has prometheus, but PROMETHEUS_URL is not set', { absent: true });
    }
    return openPrometheus(prometheusUrl, { queries: prometheusQueries, containers });
  },
  kubernetes: ({ resourceNamespace, resourceLabels }) =>
    openKubernetes({ namespace: resourceNamespace, labels: resourceLabels }),
  process: ({ processes }) => openProcesses(processes, cpus().length),
  postgres: ({ monitorDatabaseUrl }) => openPostgres(monitorDatabaseUrl),
};

/**
 * What the user has pointed at something; `auto` asks these, and the Docker of this machine where the target is on it: on
 * another, containers of the same name are another system's.
 */
function pointedAt(settings: Settings): Name[] {
  const isNear = isLoopback(parseHttpUrl(settings.baseUrl ?? '')?.host ?? '');
  const docker =
    isNear || settings.containers.length > 0 || settings.dockerHost !== RESOURCE_SETTINGS.dockerHost.fallback;
  return [
    ...(docker ? (['docker'] as const) : []),
    ...(settings.prometheusUrl === null ? [] : (['prometheus'] as const)),
    ...(settings.processes.length === 0 ? [] : (['process'] as const)),
    ...(settings.monitorDatabaseUrl === '' ? [] : (['postgres'] as const)),
  ];
}

export interface OpenSources {
  readonly open: readonly OpenSource[];
  /** What the user may want to know: a source that is there and does not work. */
  readonly notes: readonly string[];
}

/**
 * Opens what is asked for. Asked for by name, a source must work: throws UsageError with all that do not. With `auto`,
 * what is not there is left out, and what is there and does not work is noted.
 * @param real whether the target is not the embedded one, which shows its own.
 */
export async function openSources(settings: Settings, real: boolean): Promise<OpenSources> {
  const named = settings.resources.filter((name) => name !== 'auto');
  const tried = real && settings.resources.includes('auto') ? pointedAt(settings) : [];
  const open: OpenSource[] = [];
  const problems: string[] = [];
  const notes: string[] = [];
  for (const name of new Set<Name>([...named, ...tried])) {
    try {
      open.push(await OPEN[name](settings));
    } catch (error) {
      const absent = error instanceof SourceProblem && error.absent;
      if (named.includes(name)) problems.push(messageOf(error));
      // Containers that were named are asked for, though Docker itself was not.
      else if (!absent || (name === 'docker' && settings.containers.length > 0)) notes.push(messageOf(error));
    }
  }
  if (problems.length === 0) return { open, notes };
  await closeAll(open);
  throw new UsageError(problems);
}

export async function closeAll(sources: readonly OpenSource[]): Promise<void> {
  await Promise.all(sources.map((source) => source.close()));
}

/** Samples each source as often as it changes until stopped. */
export class ResourceWatch {
  readonly #sources: readonly OpenSource[];
  readonly #file: number;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #busy = new Set<OpenSource>();
  readonly #troubled = new Set<OpenSource>();
  readonly #since = Date.now();
  #closed = false;

  constructor(sources: readonly OpenSource[], path: string) {
    this.#sources = sources;
    this.#file = openSync(path, 'w');
    for (const source of sources) {
      const { name, resolutionSeconds, cores } = source;
      this.#write({ kind: 'source', source: name, resolutionSeconds, cores });
      void this.#look(source);
      // Twice as often as it changes where that is slow, so that no figure is missed or much delayed.
      const seconds = resolutionSeconds > 2 ? resolutionSeconds / 2 : resolutionSeconds;
      const timer = setInterval(() => void this.#look(source), seconds * 1000);
      timer.unref();
      this.#timers.push(timer);
    }
  }

  async #look(source: OpenSource): Promise<void> {
    // One that is slow to answer is not asked again before it has.
    if (this.#busy.has(source)) return;
    this.#busy.add(source);
    try {
      const { samples, happened = [] } = await source.look();
      for (const line of [...samples, ...happened]) this.#write(line);
    } catch (error) {
      this.#trouble(source, error);
    } finally {
      this.#busy.delete(source);
    }
  }

  /** Once a source: a database that is taken away on purpose does not answer for a while, either. */
  #trouble(source: OpenSource, error: unknown): void {
    if (this.#troubled.has(source)) return;
    this.#troubled.add(source);
    this.#write({ kind: 'trouble', source: source.name, message: messageOf(error) });
  }

  #write(line: ResourceLine): void {
    if (this.#closed) return;
    writeSync(this.#file, `${JSON.stringify(line, rounded)}\n`);
  }

  /** Ends the sampling, asks for what only the end shows, and closes all sources. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const source of this.#sources) {
      try {
        const { samples, happened = [] } = await source.finish(this.#since);
        for (const line of [...samples, ...happened]) this.#write(line);
      } catch (error) {
        this.#trouble(source, error);
      }
    }
    // A look that is still under way has a moment to end.
    for (let waited = 0; this.#busy.size > 0 && waited < 20; waited += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await Promise.all(this.#sources.map((source) => source.close()));
    this.#closed = true;
    closeSync(this.#file);
  }
}

/** Seven digits are more than any figure has; of a time they would leave half an hour. */
const rounded = (key: string, value: unknown): unknown =>
  key === 't' && typeof value === 'number'
    ? Math.round(value)
    : typeof value === 'number' && !Number.isInteger(value)
      ? Number(value.toPrecision(7))
      : value;
