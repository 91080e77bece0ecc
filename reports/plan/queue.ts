/**
 * Windmill's queue, event by event. A worker runs one job at a time; when it is done it takes the waiting job of the
 * highest priority, among equals the oldest, with one of its tags. One that finds none looks again after `pollSeconds`,
 * so that even a job for an idle system waits a little. Nothing in here is random: what comes when and takes how long is given.
 */

/** Jobs in the order of their arrival, a column for each property. */
export interface JobStream {
  /** Arrival, s. */
  readonly at: Float64Array;
  /** Time that it holds its worker, s. */
  readonly service: Float64Array;
  /** Index of its lane. */
  readonly lane: Uint16Array;
  readonly length: number;
}

/** Jobs that workers cannot tell apart: one tag, one priority. Each is served first come, first served. */
export interface Lane {
  readonly tag: string;
  /** Higher goes first. */
  readonly priority: number;
}

export interface WorkerGroup {
  readonly count: number;
  /** Tags that they take; null: all. */
  readonly tags: readonly string[] | null;
}

export interface QueueSystem {
  readonly groups: readonly WorkerGroup[];
  readonly lanes: readonly Lane[];
  /** Time after which an idle worker looks again, s; 0: it is told at once. */
  readonly pollSeconds: number;
}

/** Moments at which workers become free, the earliest first: a binary heap of two columns. */
class FreeTimes {
  readonly #at: Float64Array;
  readonly #group: Uint16Array;
  #size = 0;

  constructor(workers: number) {
    this.#at = new Float64Array(workers);
    this.#group = new Uint16Array(workers);
  }

  /** Infinity where no worker is busy. */
  get earliest(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#at[0] ?? Number.POSITIVE_INFINITY);
  }

  push(time: number, group: number): void {
    let index = this.#size;
    this.#size += 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#at[parent] ?? 0;
      if (above <= time) break;
      this.#at[index] = above;
      this.#group[index] = this.#group[parent] ?? 0;
      index = parent;
    }
    this.#at[index] = time;
    this.#group[index] = group;
  }

  /** Takes the earliest and returns its group. */
  pop(): number {
    const group = this.#group[0] ?? 0;
    this.#size -= 1;
    const time = this.#at[this.#size] ?? 0;
    const last = this.#group[this.#size] ?? 0;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && (this.#at[child + 1] ?? 0) < (this.#at[child] ?? 0)) child += 1;
      const below = this.#at[child] ?? 0;
      if (time <= below) break;
      this.#at[index] = below;
      this.#group[index] = this.#group[child] ?? 0;
      index = child;
    }
    this.#at[index] = time;
    this.#group[index] = last;
    return group;
  }
}

/** The idle workers of a group, as the phases of their looks at the queue, in ascending order. */
class IdleWorkers {
  readonly #phases: number[] = [];
  readonly #poll: number;

  constructor(poll: number) {
    this.#poll = poll;
  }

  get count(): number {
    return this.#phases.length;
  }

  #firstFrom(phase: number): number {
    let [low, high] = [0, this.#phases.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#phases[middle] ?? 0) < phase) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** A worker has just looked, at `time`, and found nothing. */
  add(time: number): void {
    if (this.#poll === 0) {
      this.#phases.push(0);
      return;
    }
    const phase = time % this.#poll;
    this.#phases.splice(this.#firstFrom(phase), 0, phase);
  }

  /** When the next of them looks, from `time` on. */
  nextLook(time: number): number {
    if (this.#poll === 0) return time;
    const phase = time % this.#poll;
    const next = this.#phases[this.#firstFrom(phase)];
    return time + (next === undefined ? (this.#phases[0] ?? 0) + this.#poll - phase : next - phase);
  }

  /** The one that looks next leaves. */
  takeNext(time: number): void {
    if (this.#poll === 0) {
      this.#phases.pop();
      return;
    }
    const at = this.#firstFrom(time % this.#poll);
    this.#phases.splice(at === this.#phases.length ? 0 : at, 1);
  }
}

/** Waiting jobs of a lane: their indices, first in, first out. */
class WaitingLane {
  readonly #jobs: number[] = [];
  #head = 0;

  get length(): number {
    return this.#jobs.length - this.#head;
  }
  /** The oldest; −1 for none. */
  get first(): number {
    return this.#jobs[this.#head] ?? -1;
  }
  push(job: number): void {
    this.#jobs.push(job);
  }
  shift(): number {
    const job = this.first;
    this.#head += 1;
    if (this.#head > 4096 && this.#head * 2 > this.#jobs.length) {
      this.#jobs.splice(0, this.#head);
      this.#head = 0;
    }
    return job;
  }
}

/** Lanes that each group takes from, in the order in which it looks: equal priorities together. */
function reachOf({ groups, lanes }: QueueSystem): readonly (readonly (readonly number[])[])[] {
  return groups.map(({ tags }) => {
    const byPriority = new Map<number, number[]>();
    lanes.forEach((lane, index) => {
      if (tags !== null && !tags.includes(lane.tag)) return;
      byPriority.set(lane.priority, [...(byPriority.get(lane.priority) ?? []), index]);
    });
    return [...byPriority].sort(([a], [b]) => b - a).map(([, indices]) => indices);
  });
}

/**
 * When each job starts, s; NaN for one that no worker takes. The system is empty at first. Jobs that are left when the
 * last has arrived are served to the end.
 */
export function simulateQueue(jobs: JobStream, system: QueueSystem): Float64Array {
  const starts = new Float64Array(jobs.length).fill(Number.NaN);
  const reach = reachOf(system);
  const waiting = system.lanes.map(() => new WaitingLane());
  const free = new FreeTimes(system.groups.reduce((sum, { count }) => sum + count, 0));
  const idle = system.groups.map(({ count }) => {
    const workers = new IdleWorkers(system.pollSeconds);
    for (let worker = 0; worker < count; worker += 1) workers.add((worker / count) * system.pollSeconds);
    return workers;
  });

  /** The lane whose first job a worker of the group takes next; −1 for none. */
  const nextLane = (group: number): number => {
    for (const equals of reach[group] ?? []) {
      let [found, oldest] = [-1, -1];
      for (const lane of equals) {
        const first = waiting[lane]?.first ?? -1;
        if (first >= 0 && (oldest < 0 || first < oldest)) [found, oldest] = [lane, first];
      }
      if (found >= 0) return found;
    }
    return -1;
  };
  const start = (lane: number, group: number, time: number): void => {
    const job = waiting[lane]?.shift() ?? 0;
    starts[job] = time;
    free.push(time + (jobs.service[job] ?? 0), group);
  };

  let [arrived, now, queued] = [0, 0, 0];
  for (;;) {
    const arrival = arrived < jobs.length ? (jobs.at[arrived] ?? 0) : Number.POSITIVE_INFINITY;
    const release = free.earliest;
    let [look, looking] = [Number.POSITIVE_INFINITY, -1];
    if (queued > 0) {
      for (let group = 0; group < idle.length; group += 1) {
        const workers = idle[group];
        if (workers === undefined || workers.count === 0 || nextLane(group) < 0) continue;
        const next = workers.nextLook(now);
        if (next < look) [look, looking] = [next, group];
      }
    }
    if (release <= arrival && release <= look) {
      if (release === Number.POSITIVE_INFINITY) return starts;
      now = release;
      const group = free.pop();
      const lane = queued === 0 ? -1 : nextLane(group);
      if (lane < 0) idle[group]?.add(now);
      else {
        queued -= 1;
        start(lane, group, now);
      }
    } else if (arrival <= look) {
      now = arrival;
      waiting[jobs.lane[arrived] ?? 0]?.push(arrived);
      arrived += 1;
      queued += 1;
    } else {
      now = look;
      idle[looking]?.takeNext(now);
      queued -= 1;
      start(nextLane(looking), looking, now);
    }
  }
}
