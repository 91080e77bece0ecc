/** The Docker Engine API over its socket: only what is asked of it here, and only by GET. */
import { request } from 'node:http';
import { z } from 'zod';
import { errorCode } from '../errors.ts';
import { SourceProblem } from './source.ts';

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

const containerSchema = z.object({
  Id: z.string(),
  Names: z.array(z.string()),
  Image: z.string(),
  State: z.string(),
  Labels: z.record(z.string(), z.string()).nullish(),
});

const inspectSchema = z.object({
  Id: z.string(),
  RestartCount: z.number(),
  State: z.object({ OOMKilled: z.boolean().optional(), StartedAt: z.string(), Status: z.string() }),
  HostConfig: z.object({
    NanoCpus: z.number().nullish(),
    CpuQuota: z.number().nullish(),
    CpuPeriod: z.number().nullish(),
    Memory: z.number().nullish(),
  }),
});

const statsSchema = z.object({
  cpu_stats: z.object({
    cpu_usage: z.object({ total_usage: z.number() }),
    throttling_data: z
      .object({ periods: z.number().optional(), throttled_periods: z.number().optional() })
      .nullish(),
  }),
  memory_stats: z.object({
    usage: z.number().optional(),
    stats: z.record(z.string(), z.number()).nullish(),
  }),
});

const infoSchema = z.object({ NCPU: z.number(), ServerVersion: z.string() });

export interface Container {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly running: boolean;
  readonly service: string | null;
  readonly project: string | null;
}

/** Counters of a container at one moment. */
export interface ContainerCounters {
  readonly cpuNanoseconds: number;
  readonly periods: number;
  readonly throttledPeriods: number;
  /** Without files that are only cached; null for a container that does not run. */
  readonly memoryBytes: number | null;
  readonly swapBytes: number | null;
}

export interface ContainerState {
  readonly restarts: number;
  readonly startedAt: string;
  readonly oomKilled: boolean;
  readonly running: boolean;
  /** Percent of one core; null: no limit. */
  readonly cpuLimitPercent: number | null;
  readonly memoryLimitBytes: number | null;
}

export interface ContainerEvent {
  readonly id: string;
  readonly name: string;
  readonly action: string;
  /** Unix ms. */
  readonly t: number;
}

type Address = { readonly socketPath: string } | { readonly host: string; readonly port: number };

function addressOf(dockerHost: string): Address {
  const socket = /^(?:unix:\/\/)?(\/.+)$/.exec(dockerHost)?.[1];
  if (socket !== undefined) return { socketPath: socket };
  const pipe = /^npipe:\/\/(.+)$/.exec(dockerHost)?.[1];
  if (pipe !== undefined) return { socketPath: pipe };
  const tcp = /^(?:tcp|http):\/\/([\w.-]+):(\d+)\/?$/.exec(dockerHost);
  if (tcp !== null) return { host: tcp[1] ?? '', port: Number(tcp[2]) };
  throw new SourceProblem(
    `DOCKER_HOST is ${JSON.stringify(dockerHost.slice(0, 80))}, must be a socket such as unix:///var/run/docker.sock`,
  );
}

function unreachable(dockerHost: string, error: unknown): SourceProblem {
  const code = errorCode(error);
  if (code === 'EACCES' || code === 'EPERM') {
    return new SourceProblem(
      `Docker's socket ${dockerHost} may not be read by this user: add it to the group docker, or run as one who may`,
    );
  }
  if (code === 'ENOENT' || code === 'ECONNREFUSED') {
    return new SourceProblem(`no Docker Engine answers at ${dockerHost} (DOCKER_HOST)`, { absent: true });
  }
  return new SourceProblem(`Docker at ${dockerHost} cannot be asked (${code ?? 'no answer'})`);
}

const byName = (names: readonly string[]): string => (names[0] ?? '').replace(/^\//, '');

/** Memory without the files that it caches; what is shared between processes (a database's buffers) stays in. */
export function memoryWithoutCache(usage: number, stats: Readonly<Record<string, number>>): number {
  // Control groups of version 2 say `file`, those of version 1 `total_cache`; both have shared memory in it.
  const cached = stats.file ?? stats.total_cache ?? stats.cache ?? 0;
  const shared = stats.shmem ?? stats.total_shmem ?? 0;
  return Math.max(0, usage - Math.max(0, cached - shared));
}

export class DockerEngine {
  readonly #address: Address;
  readonly #dockerHost: string;

  /** Throws a SourceProblem for an address that is none. */
  constructor(dockerHost: string) {
    this.#dockerHost = dockerHost;
    this.#address = addressOf(dockerHost);
  }

  async #get(path: string): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const asked = request({ ...this.#address, path, method: 'GET', timeout: TIMEOUT_MS }, (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          body += chunk;
          if (body.length > MAX_ANSWER_BYTES) answer.destroy(new Error('answer too long'));
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
        answer.on('error', reject);
      });
      asked.on('timeout', () => asked.destroy(new Error('timeout')));
      asked.on('error', (error) => reject(unreachable(this.#dockerHost, error)));
      asked.end();
    });
  }

  async #read<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
    const { status, body } = await this.#get(path);
    if (status === 404) return null;
    if (status !== 200) throw new SourceProblem(`Docker answers ${status} to ${path.split('?')[0]}`);
    const parsed = schema.safeParse(JSON.parse(body));
    if (!parsed.success)
      throw new SourceProblem(`Docker answers ${path.split('?')[0]} in a form that is not known`);
    return parsed.data;
  }

  async cores(): Promise<number> {
    const info = await this.#read('/info', infoSchema);
    if (info === null) throw new SourceProblem(`what answers at ${this.#dockerHost} is no Docker Engine`);
    return info.NCPU;
  }

  async containers(): Promise<Container[]> {
    const rows = await this.#read('/containers/json?all=true', z.array(containerSchema));
    return (rows ?? []).map(({ Id, Names, Image, State, Labels }) => ({
      id: Id,
      name: byName(Names),
      image: Image,
      running: State === 'running',
      service: Labels?.['com.docker.compose.service'] ?? null,
      project: Labels?.['com.docker.compose.project'] ?? null,
    }));
  }

  /** Null: the container is gone. */
  async counters(id: string): Promise<ContainerCounters | null> {
    const stats = await this.#read(`/containers/${id}/stats?stream=false&one-shot=true`, statsSchema);
    if (stats === null) return null;
    const { cpu_stats: cpu, memory_stats: memory } = stats;
    const details = memory.stats ?? {};
    const swap = details.swap ?? details.total_swap;
    return {
      cpuNanoseconds: cpu.cpu_usage.total_usage,
      periods: cpu.throttling_data?.periods ?? 0,
      throttledPeriods: cpu.throttling_data?.throttled_periods ?? 0,
      memoryBytes: memory.usage === undefined ? null : memoryWithoutCache(memory.usage, details),
      swapBytes: swap ?? null,
    };
  }

  /** Null: the container is gone. */
  async state(id: string): Promise<ContainerState | null> {
    const seen = await this.#read(`/containers/${id}/json`, inspectSchema);
    if (seen === null) return null;
    const { NanoCpus, CpuQuota, CpuPeriod, Memory } = seen.HostConfig;
    const quota = CpuQuota && CpuQuota > 0 ? (100 * CpuQuota) / (CpuPeriod || 100_000) : null;
    return {
      restarts: seen.RestartCount,
      startedAt: seen.State.StartedAt,
      oomKilled: seen.State.OOMKilled === true,
      running: seen.State.Status === 'running',
      cpuLimitPercent: NanoCpus ? NanoCpus / 1e7 : quota,
      memoryLimitBytes: Memory && Memory > 0 ? Memory : null,
    };
  }

  /** What happened to containers between two moments, Unix ms. */
  async events(since: number, until: number): Promise<ContainerEvent[]> {
    const filters = encodeURIComponent(
      JSON.stringify({ type: ['container'], event: ['oom', 'die', 'start'] }),
    );
    const { status, body } = await this.#get(
      `/events?since=${(since / 1000).toFixed(3)}&until=${(until / 1000).toFixed(3)}&filters=${filters}`,
    );
    if (status !== 200) throw new SourceProblem(`Docker answers ${status} to /events`);
    const lines = body.split('\n').filter((line) => line.trim() !== '');
    return lines.flatMap((line) => {
      const parsed = eventSchema.safeParse(JSON.parse(line));
      if (!parsed.success) return [];
      const { Action, Actor, timeNano } = parsed.data;
      return { id: Actor.ID, name: Actor.Attributes?.name ?? '', action: Action, t: timeNano / 1e6 };
    });
  }
}

const eventSchema = z.object({
  Action: z.string(),
  timeNano: z.number(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
});
