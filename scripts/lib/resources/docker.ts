/** The containers of the system, each by itself: what runs beside them on the machine is in none of their figures. */
import type { Happened, ResourceSample } from '../../../reports/resources/record.ts';
import {
  type Container,
  type ContainerCounters,
  type ContainerState,
  DockerEngine,
} from './docker-engine.ts';
import { BYTES_PER_MB, type OpenSource, SourceProblem } from './source.ts';

/** Reading a container takes the engine some milliseconds; a second is what k6's own series has. */
const RESOLUTION_SECONDS = 1;
/** Limits hardly ever change, and a restart shows in the counters. */
const STATE_EVERY = 5;

const MAX_LISTED = 12;

/** The suite's own, in the compose file of `deploy/`. */
const NOT_THE_SYSTEM = ['perf', 'toxiproxy', 'third-party'];

/**
 * The containers that are meant. Named ones by name or compose service; otherwise those of the compose project that runs
 * Windmill. Throws a SourceProblem that says what there is.
 */
export function chosenContainers(all: readonly Container[], wanted: readonly string[]): Container[] {
  const running = all.filter((one) => one.running);
  const there = running.slice(0, MAX_LISTED).map(({ name }) => name);
  const list = there.length === 0 ? 'none runs' : `these run: ${there.join(', ')}`;
  if (wanted.length > 0) {
    const named = (name: string) => running.filter((one) => one.name === name || one.service === name);
    const missing = wanted.filter((name) => named(name).length === 0);
    if (missing.length > 0) {
      throw new SourceProblem(
        `RESOURCE_CONTAINERS names ${missing.join(', ')}, of which there is no running container or service: ${list}`,
      );
    }
    return running.filter((one) => wanted.some((name) => one.name === name || one.service === name));
  }
  const windmill = running.filter(({ name, image }) => /windmill/i.test(`${name} ${image}`));
  const projects = new Set(windmill.flatMap(({ project }) => project ?? []));
  const found = running.filter(
    (one) =>
      (windmill.includes(one) || (one.project !== null && projects.has(one.project))) &&
      !NOT_THE_SYSTEM.includes(one.service ?? ''),
  );
  if (found.length === 0) {
    throw new SourceProblem(`no container of Windmill runs, name yours in RESOURCE_CONTAINERS: ${list}`, {
      absent: true,
    });
  }
  return found;
}

interface Seen {
  readonly at: number;
  readonly counters: ContainerCounters;
}

/** Figures of the time between two looks at a container's counters. */
export function sampleBetween(
  part: string,
  before: Seen | null,
  now: Seen,
  state: ContainerState | null,
): ResourceSample {
  const { counters } = now;
  const seconds = before === null ? 0 : (now.at - before.at) / 1000;
  const used = before === null ? -1 : counters.cpuNanoseconds - before.counters.cpuNanoseconds;
  const periods = before === null ? 0 : counters.periods - before.counters.periods;
  const throttled = before === null ? 0 : counters.throttledPeriods - before.counters.throttledPeriods;
  // A restart sets the counters back: that time has no figure.
  const cpu = seconds > 0 && used >= 0 ? { cpuPercent: used / 1e7 / seconds } : {};
  return {
    kind: 'sample',
    t: now.at,
    source: 'docker',
    part,
    scope: 'system',
    ...cpu,
    ...(counters.memoryBytes === null ? {} : { memoryMb: counters.memoryBytes / BYTES_PER_MB }),
    ...(counters.swapBytes === null ? {} : { swapMb: counters.swapBytes / BYTES_PER_MB }),
    ...(state?.cpuLimitPercent == null ? {} : { cpuLimitPercent: state.cpuLimitPercent }),
    ...(state?.memoryLimitBytes == null ? {} : { memoryLimitMb: state.memoryLimitBytes / BYTES_PER_MB }),
    ...(periods > 0 && throttled >= 0 ? { throttledShare: Math.min(1, throttled / periods) } : {}),
  };
}

class DockerSource implements OpenSource {
  readonly name = 'docker';
  readonly resolutionSeconds = RESOLUTION_SECONDS;
  readonly cores: number;
  readonly parts: readonly string[];
  readonly #engine: DockerEngine;
  readonly #ids = new Map<string, string>();
  readonly #seen = new Map<string, Seen>();
  readonly #states = new Map<string, ContainerState>();
  #looks = 0;

  constructor(engine: DockerEngine, containers: readonly Container[], cores: number) {
    this.#engine = engine;
    this.cores = cores;
    this.parts = containers.map(({ name }) => name);
    for (const { name, id } of containers) this.#ids.set(name, id);
  }

  async look() {
    const withStates = this.#looks % STATE_EVERY === 0;
    this.#looks += 1;
    const samples = await Promise.all(this.parts.map((part) => this.#sample(part, withStates)));
    return { samples: samples.filter((sample) => sample !== null) };
  }

  async #sample(part: string, withState: boolean): Promise<ResourceSample | null> {
    const id = this.#ids.get(part) ?? part;
    const counters = await this.#engine.counters(id);
    if (counters === null) {
      // Made anew, as `docker compose up` does: the name stays.
      const again = (await this.#engine.containers()).find(({ name }) => name === part);
      if (again !== undefined) this.#ids.set(part, again.id);
      this.#seen.delete(part);
      return null;
    }
    if (withState) {
      const state = await this.#engine.state(id);
      if (state !== null) this.#states.set(part, state);
    }
    const now = { at: Date.now(), counters };
    const before = this.#seen.get(part) ?? null;
    this.#seen.set(part, now);
    return sampleBetween(part, before, now, this.#states.get(part) ?? null);
  }

  async finish(since: number) {
    const events = await this.#engine.events(since, Date.now());
    const happened = events.flatMap(({ name, action, t }): Happened[] => {
      if (!this.parts.includes(name)) return [];
      const what = action === 'oom' ? 'oom-killed' : action === 'start' ? 'restarted' : 'stopped';
      return [{ kind: 'happened', t, source: 'docker', part: name, what }];
    });
    // It died and started again: that is one thing, not two.
    const restarted = new Set(happened.filter(({ what }) => what === 'restarted').map(({ part }) => part));
    return {
      samples: [],
      happened: happened.filter(({ what, part }) => what !== 'stopped' || !restarted.has(part)),
    };
  }

  async close() {
    // Each question is a connection of its own.
  }
}

/** Throws a SourceProblem. */
export async function openDocker(dockerHost: string, wanted: readonly string[]): Promise<OpenSource> {
  const engine = new DockerEngine(dockerHost);
  const cores = await engine.cores();
  return new DockerSource(engine, chosenContainers(await engine.containers(), wanted), cores);
}
